package dev.leeward.lag;

import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of how far the tables of a service are behind in its regions.
 *
 * @param tables those it keeps its state in
 * @param links what is known, of these and maybe of others
 */
public record Copies(List<KeptTable> tables, Map<LinkName, LinkEvidence> links) {
    /** The service declares no data. */
    public static final Copies NONE = new Copies(List.of(), Map.of());

    public Copies {
        tables = List.copyOf(tables);
        links = Map.copyOf(links);
    }

    /** Whether there is anything that could be lost, as declared. */
    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /** What would be lost if {@code heir} took over from {@code lost}, where nothing was written after {@code lastWrite}. */
    public RecoveryPoint recovery(RegionName lost, RegionName heir, Instant lastWrite) {
        if (isEmpty()) return new RecoveryPoint.Unknown(List.of("no table is declared that could be measured"));
        List<LinkEvidence> evidence = between(lost, heir);
        double rate =
                evidence.stream().mapToDouble(LinkEvidence::writesPerSecond).sum();
        var links = evidence.stream().map(LinkEvidence::progress).toList();
        return RecoveryPoint.of(lost, heir, links, lastWrite, rate);
    }

    /** Until when all that was written in {@code from} is in {@code to}. */
    public CopyStand stand(RegionName from, RegionName to) {
        var evidence = between(from, to);
        if (evidence.isEmpty()) return CopyStand.NOTHING_KEPT;
        var unknown = evidence.stream().filter(link -> !link.isKnown()).findFirst();
        if (unknown.isPresent()) {
            var link = unknown.get();
            return new CopyStand(
                    Optional.empty(),
                    link.link().table() + ": " + link.progress().reason().orElse("unknown"));
        }
        var until = evidence.stream()
                .flatMap(link -> link.progress().safeTime().stream())
                .min(Comparator.naturalOrder());
        return new CopyStand(
                until,
                to + " has all of " + from + until.map(at -> " until " + at).orElse(""));
    }

    /** What is known of each table that {@code from} has, on its way to {@code to}. */
    public List<LinkEvidence> between(RegionName from, RegionName to) {
        var all = new ArrayList<LinkEvidence>();
        for (KeptTable table : tables) {
            if (table.replicas().contains(from)) all.add(of(table, new LinkName(from, to, table.name())));
        }
        return all;
    }

    private LinkEvidence of(KeptTable table, LinkName link) {
        if (!table.replicas().contains(link.to())) return LinkEvidence.unknown(link, "it is not kept in " + link.to());
        if (table.unmeasured().isPresent())
            return LinkEvidence.unknown(link, table.unmeasured().get());
        return links.getOrDefault(link, LinkEvidence.unknown(link, "nobody has told yet how far it is"));
    }
}

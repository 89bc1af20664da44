package dev.leeward.health;

import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The health of one service's regions, folded from observations. Not thread-safe: one control loop owns it. Driven only
 * by what it is given, so the simulator runs the very same code.
 */
public final class ServiceHealth {
    private final List<Region> regions;
    private final List<Probe> references;
    private final HealthPolicy policy;
    private final Map<ProbeId, Probe> probes = new HashMap<>();
    private final Map<ProbeId, List<Probe>> elsewhere = new HashMap<>();
    private final Map<String, VantageView> views = new TreeMap<>();
    private final Map<RegionName, RegionHealth> judged = new HashMap<>();

    /**
     * A service nothing is known about yet.
     *
     * @param references proofs of sight; when empty, the other regions serve
     */
    public ServiceHealth(List<Region> regions, List<Probe> references, HealthPolicy policy) {
        this.regions = List.copyOf(regions);
        this.references = List.copyOf(references);
        this.policy = policy;
        for (var region : regions) {
            var proofs = references.isEmpty() ? probesOfOthers(region) : references;
            for (var probe : region.probes()) {
                probes.put(probe.id(), probe);
                elsewhere.put(probe.id(), proofs);
            }
        }
    }

    /**
     * A service that is looked at in another way from now on: what was seen through probes that ask the same as {@code
     * before} stays known, and so does since when.
     */
    public ServiceHealth(List<Region> regions, List<Probe> references, HealthPolicy policy, ServiceHealth before) {
        this(regions, references, policy);
        var same = new HashSet<ProbeId>();
        Stream.concat(probes.values().stream(), references.stream())
                .filter(probe -> before.asksTheSame(probe))
                .map(Probe::id)
                .forEach(same::add);
        before.views.forEach((name, view) -> views.put(name, view.under(policy, same)));
        before.judged.forEach((name, health) -> {
            boolean unchanged = before.probesOf(name).equals(probesOf(name));
            if (unchanged) judged.put(name, health);
        });
    }

    private boolean asksTheSame(Probe probe) {
        return Stream.concat(probes.values().stream(), references.stream())
                .anyMatch(
                        known -> known.id().equals(probe.id()) && known.check().equals(probe.check()));
    }

    private List<Probe> probesOf(RegionName name) {
        return regions.stream()
                .filter(region -> region.name().equals(name))
                .flatMap(region -> region.probes().stream())
                .toList();
    }

    /**
     * Takes one observation in; one that concerns neither this service nor a reference is ignored.
     *
     * @return whether {@link #judge} may say something else than before, apart from what the mere passing of time changes
     */
    public boolean observe(Observation seen) {
        boolean ours = probes.containsKey(seen.probe());
        if (!ours && references.stream().noneMatch(r -> r.id().equals(seen.probe()))) return false;
        var view = view(seen.from());
        boolean quiet = view.isQuiet();
        if (ours) {
            view.observe(seen, elsewhere.getOrDefault(seen.probe(), List.of()));
        } else {
            view.observeReference(seen);
        }
        if (quiet && view.isQuiet()) return false;
        probes.values().forEach(p -> view.settleSight(p, elsewhere.getOrDefault(p.id(), List.of()), seen.endedAt()));
        return true;
    }

    /** The verdict about every region as of {@code now}, in the order of priority. */
    public List<RegionHealth> judge(Instant now) {
        var all = new ArrayList<RegionHealth>();
        for (var region : regions) {
            var fresh = judge(region, now);
            judged.put(region.name(), fresh);
            all.add(fresh);
        }
        return List.copyOf(all);
    }

    private RegionHealth judge(Region region, Instant now) {
        var votes = new ArrayList<Verdict>();
        var freshness = new ArrayList<Map.Entry<Verdict, Instant>>();
        var stands = new ArrayList<ProbeHealth>();
        var evidence = new ArrayList<String>();
        for (var view : views.values()) {
            var vote = new RegionVote(view, policy, now);
            for (var probe : region.probes()) {
                vote.count(probe, elsewhere.getOrDefault(probe.id(), List.of()));
            }
            votes.add(vote.verdict());
            freshness.add(Map.entry(vote.verdict(), vote.freshAt()));
            stands.addAll(vote.stands());
            evidence.addAll(vote.evidence());
        }
        var verdict = Quorum.of(votes, policy.quorum());
        if (policy.quorum() > 1) evidence.add("votes " + votes + ", " + policy.quorum() + " must agree");
        if (evidence.isEmpty()) evidence.add("not looked at yet");
        var before = judged.get(region.name());
        var since = before != null && before.verdict() == verdict ? before.since() : now;
        // A vantage point that is gone must not make old what the quorum of the others rests on.
        var freshAt = freshness.stream()
                .filter(vote -> vote.getKey() == verdict)
                .map(Map.Entry::getValue)
                .sorted(Comparator.reverseOrder())
                .limit(policy.quorum())
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new RegionHealth(region.name(), verdict, since, freshAt, stands, evidence);
    }

    private VantageView view(VantagePoint from) {
        return views.computeIfAbsent(from.value(), _ -> new VantageView(from, policy));
    }

    private List<Probe> probesOfOthers(Region region) {
        return regions.stream()
                .filter(r -> !r.equals(region))
                .flatMap(r -> r.probes().stream())
                .toList();
    }

    /** Every probe that is to be run for this service. */
    public Stream<Probe> probes() {
        return probes.values().stream();
    }
}

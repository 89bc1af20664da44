package dev.leeward.steering.route53;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * The sets that stand at a name, exactly as Route 53 gave them: a DELETE must repeat every bit of them.
 *
 * @param traffic the A, AAAA and CNAME sets
 * @param mark the set that carries the epoch
 */
record Standing(List<ResourceRecordSet> traffic, Optional<ResourceRecordSet> mark) {
    Standing {
        traffic = List.copyOf(traffic);
    }

    /** Whether {@code set} is of a type that carries traffic; a name may have MX or TXT sets too, which are none of ours. */
    static boolean isTraffic(ResourceRecordSet set) {
        return Stream.of(RecordType.values()).anyMatch(type -> type.name().equals(set.typeAsString()));
    }

    static RecordType type(ResourceRecordSet set) {
        return RecordType.valueOf(set.typeAsString());
    }

    Reading reading(Route53Target target) {
        Optional<EpochMark> marked = mark.flatMap(EpochMark::in);
        if (mark.isPresent() && marked.isEmpty()) {
            return new Reading.Unreadable(Problem.lasting(
                    FaultCode.FOREIGN,
                    "the TXT record " + target.name().mark()
                            + " is not Leeward's: it must be free to carry the epoch"));
        }
        var other = traffic.stream()
                .filter(set -> RoutingKind.of(set) == RoutingKind.OTHER)
                .findFirst();
        if (other.isPresent()) {
            return new Reading.Unreadable(Problem.lasting(
                    FaultCode.AMBIGUOUS,
                    target.record() + " " + other.get().typeAsString()
                            + " is answered by latency, geography, several values or a traffic policy: what it answers"
                            + " depends on who asks"));
        }
        var values = new TreeMap<RecordType, SortedSet<String>>();
        traffic.stream()
                .collect(Collectors.groupingBy(Standing::type))
                .forEach((type, sets) -> values.put(type, answered(type, sets, target)));
        Optional<Duration> ttl = traffic.stream()
                .map(ResourceRecordSet::ttl)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .map(Duration::ofSeconds);
        return new Reading.Found(values, ttl, marked.map(EpochMark::epoch).orElse(Epoch.NONE));
    }

    /** What a resolver may be told, with every health check passing. */
    private static SortedSet<String> answered(RecordType type, List<ResourceRecordSet> sets, Route53Target target) {
        var preferred = sets.stream().filter(Standing::isPreferred).toList();
        // All weights 0: Route 53 treats them as equal and answers every one (weighted routing, "Weight").
        Collection<ResourceRecordSet> speaking = preferred.isEmpty() ? sets : preferred;
        var values = new TreeSet<String>();
        speaking.forEach(set -> values.addAll(values(type, set, target)));
        return values;
    }

    private static boolean isPreferred(ResourceRecordSet set) {
        if (set.weight() != null) return set.weight() > 0;
        return set.failover() == null || set.failover() == ResourceRecordSetFailover.PRIMARY;
    }

    private static Collection<String> values(RecordType type, ResourceRecordSet set, Route53Target target) {
        AliasTarget alias = set.aliasTarget();
        if (alias == null) {
            return set.resourceRecords().stream()
                    .map(value -> RecordValues.canonical(type, value.value()))
                    .toList();
        }
        String dnsName = RecordName.of(alias.dnsName()).toString();
        // Unknown aliases are shown by their own name, which no region has: a foreign edit, and reported as one.
        return target.aliases().values().stream()
                .filter(known -> known.zoneId().equals(alias.hostedZoneId())
                        && known.dnsName().equals(dnsName)
                        && known.standsFor().byType().containsKey(type))
                .findFirst()
                .map(known -> (Collection<String>) known.standsFor().of(type))
                .orElse(List.of(dnsName));
    }
}

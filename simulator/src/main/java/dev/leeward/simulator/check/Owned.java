package dev.leeward.simulator.check;

import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.TargetId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** Which values are a region's, by any configuration that was ever in force: late calls of an earlier one are no breach. */
final class Owned {
    private record Key(ServiceName service, RecordType type) {}

    private final Map<TargetId, ServiceName> owners = new HashMap<>();
    private final Map<Key, Set<SortedSet<String>>> sets = new HashMap<>();
    private final Map<ServiceName, Map<String, Set<RegionName>>> regions = new HashMap<>();

    void see(Happening what) {
        if (what instanceof Happening.Began began) add(began.topology());
        if (what instanceof Happening.Configured configured && configured.accepted()) add(configured.topology());
    }

    private void add(Topology topology) {
        for (var service : topology.services()) {
            service.targets().forEach(target -> owners.put(target, service.name()));
            for (var region : service.regions()) {
                region.endpoints().byType().forEach((type, values) -> {
                    sets.computeIfAbsent(new Key(service.name(), type), _ -> new HashSet<>())
                            .add(values);
                    for (var value : values) {
                        regions.computeIfAbsent(service.name(), _ -> new HashMap<>())
                                .computeIfAbsent(value, _ -> new HashSet<>())
                                .add(region.name());
                    }
                });
            }
        }
    }

    /** Whether {@code target} is steered at all. */
    boolean managed(TargetId target) {
        return owners.containsKey(target);
    }

    /** Whether exactly {@code values} are what some region of {@code target}'s service has of {@code type}. */
    boolean isRegions(TargetId target, RecordType type, SortedSet<String> values) {
        var owner = owners.get(target);
        return owner != null
                && sets.getOrDefault(new Key(owner, type), Set.of()).contains(values);
    }

    /** Whether some value among {@code values} is one region's only, and some other is another's. */
    boolean mixes(TargetId target, SortedSet<String> values) {
        var owner = owners.get(target);
        if (owner == null) return false;
        var known = regions.getOrDefault(owner, Map.of());
        Set<RegionName> common = new HashSet<>();
        boolean first = true;
        for (var value : values) {
            var of = known.get(value);
            if (of == null) continue;
            if (first) common.addAll(of);
            else common.retainAll(of);
            first = false;
        }
        return !first && common.isEmpty();
    }
}

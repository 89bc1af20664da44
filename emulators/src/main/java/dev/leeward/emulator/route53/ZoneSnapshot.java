package dev.leeward.emulator.route53;

import java.util.List;

/**
 * A zone as every server of it answers once a change is in sync.
 *
 * @param name with the last dot
 */
public record ZoneSnapshot(String name, List<RecordSet> sets) {
    public ZoneSnapshot {
        sets = List.copyOf(sets);
    }

    /**
     * The sets that may be answered for {@code name} and {@code type}, with every health check passing: weights above zero
     * where there is one, the PRIMARY where there is one.
     */
    public List<RecordSet> answered(String name, String type) {
        String wanted = DomainNames.canonical(name);
        var here = sets.stream()
                .filter(set -> set.name().equals(wanted) && set.type().equals(type))
                .toList();
        var preferred = here.stream().filter(ZoneSnapshot::isPreferred).toList();
        return preferred.isEmpty() ? here : preferred;
    }

    private static boolean isPreferred(RecordSet set) {
        return switch (set.policy()) {
            case RecordSet.Weighted weighted -> weighted.weight() > 0;
            case RecordSet.Failover failover -> failover.role().equals("PRIMARY");
            case RecordSet.Simple simple -> true;
            case RecordSet.Other other -> true;
        };
    }
}

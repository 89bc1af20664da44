package dev.leeward.provision;

import dev.leeward.declared.Billing;
import dev.leeward.declared.Billing.Capacity;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.declared.Store;
import dev.leeward.provision.ObservedTable.Units;
import dev.leeward.region.RegionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table that stands, as it would be declared.
 *
 * @param remarks what a person has to look at: what cannot be declared, and where regions differ
 */
public record Imported(DeclaredTable table, List<String> remarks) {
    public Imported {
        remarks = List.copyOf(remarks);
    }

    /**
     * Declares what stands. Where regions differ, the first of them counts.
     *
     * @param found the regions that have the table, in the order of the stores; never empty
     */
    public static Imported of(String name, Map<RegionName, ObservedTable> found, Declaration declaration) {
        List<RegionName> regions = declaration.stores().stream()
                .map(Store::region)
                .filter(found::containsKey)
                .toList();
        ObservedTable first = first(found, regions);
        var table = new DeclaredTable(
                name,
                first.key(),
                first.attributes(),
                first.indexes().stream().map(each -> each.index()).toList(),
                billing(first.capacity()),
                first.stream().isPresent(),
                first.expiry().attribute(),
                first.recovery().orElse(false),
                first.deletionProtection(),
                first.tags().orElseGet(TreeMap::new),
                regions,
                replication(first.group()));
        List<String> remarks = new ArrayList<>();
        if (regions.size() > 1 && table.replication() instanceof Replication.None) {
            remarks.add("whether Leeward shall keep the replicas alike cannot be seen; say replication: leeward if so");
        }
        if (first.group() instanceof ReplicaGroup.Legacy) {
            remarks.add("is a global table of version 2017.11.29; upgrade it before Leeward manages it");
        }
        first.stream()
                .filter(words -> !words.equals(ObservedTable.BOTH_IMAGES))
                .ifPresent(words -> remarks.add("the stream has " + words + " only, and would be made anew"));
        for (RegionName region : regions) {
            ObservedTable there = first(found, List.of(region));
            there.foreign().forEach(words -> remarks.add(region + " has " + words + ", which cannot be declared"));
            Comparison.of(table, region, there)
                    .forEach(difference -> remarks.add(region + " differs: " + difference.sentence()));
        }
        return new Imported(table, remarks);
    }

    private static ObservedTable first(Map<RegionName, ObservedTable> found, List<RegionName> regions) {
        ObservedTable table = regions.isEmpty() ? null : found.get(regions.getFirst());
        if (table == null) throw new IllegalArgumentException("the table stands nowhere");
        return table;
    }

    /** What scales capacity cannot be seen here, so it is declared as it stands. */
    private static Billing billing(Optional<Units> capacity) {
        return capacity.<Billing>map(units -> new Billing.Provisioned(
                        Capacity.fixed(Math.toIntExact(units.read())), Capacity.fixed(Math.toIntExact(units.write()))))
                .orElseGet(Billing.OnDemand::new);
    }

    private static Replication replication(ReplicaGroup group) {
        return group instanceof ReplicaGroup.Current current
                        && !current.replicas().isEmpty()
                ? new Replication.GlobalTables(current.isStrong(), current.witness())
                : new Replication.None();
    }
}

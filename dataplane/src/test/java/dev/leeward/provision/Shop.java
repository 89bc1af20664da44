package dev.leeward.provision;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Billing;
import dev.leeward.declared.Billing.Capacity;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import dev.leeward.declared.Key;
import dev.leeward.declared.Replication;
import dev.leeward.declared.Store;
import dev.leeward.region.RegionName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A table with everything, for tests. */
public final class Shop {
    public static final RegionName US = new RegionName("us-east-1");
    public static final RegionName EU = new RegionName("eu-central-1");
    public static final RegionName AP = new RegionName("ap-south-1");
    public static final Replication LEEWARD = new Replication.Leeward(Replication.Mode.ACTIVE_ACTIVE);
    public static final Replication GLOBAL = new Replication.GlobalTables(false, Optional.empty());
    public static final Replication STRONG = new Replication.GlobalTables(true, Optional.empty());

    private Shop() {}

    /** Stores in three regions. */
    public static Declaration declaration(DeclaredTable... tables) {
        return new Declaration(List.of(store(US), store(EU), store(AP)), List.of(tables), Optional.empty());
    }

    private static Store store(RegionName region) {
        return new Store(region, region.value(), Optional.empty(), Optional.empty());
    }

    /** Paid by request, with two indexes, a stream and expiry. */
    public static DeclaredTable orders(Replication replication, RegionName... regions) {
        return new DeclaredTable(
                "orders",
                Key.of("customer", "placed"),
                new TreeMap<>(Map.of(
                        "customer",
                        AttributeType.S,
                        "placed",
                        AttributeType.N,
                        "state",
                        AttributeType.S,
                        "sum",
                        AttributeType.N)),
                List.of(
                        new Index("by-state", Key.of("state", "placed"), new Index.Projection.KeysOnly()),
                        new Index(
                                "by-sum",
                                Key.of("state", "sum"),
                                new Index.Projection.Include(new TreeSet<>(List.of("currency", "total"))))),
                new Billing.OnDemand(),
                true,
                Optional.of("expires"),
                false,
                false,
                new TreeMap<>(),
                List.of(regions),
                replication);
    }

    public static DeclaredTable with(DeclaredTable table, Billing billing) {
        return change(table, table.indexes(), billing, table.expiry());
    }

    public static DeclaredTable with(DeclaredTable table, List<Index> indexes) {
        var used = new TreeSet<>(table.key().attributes());
        indexes.forEach(index -> used.addAll(index.key().attributes()));
        var attributes = new TreeMap<>(table.attributes());
        used.forEach(name -> attributes.putIfAbsent(name, AttributeType.S));
        attributes.keySet().retainAll(used);
        return new DeclaredTable(
                table.name(),
                table.key(),
                attributes,
                indexes,
                table.billing(),
                table.stream(),
                table.expiry(),
                table.pointInTimeRecovery(),
                table.deletionProtection(),
                table.tags(),
                table.replicas(),
                table.replication());
    }

    public static DeclaredTable withExpiry(DeclaredTable table, Optional<String> expiry) {
        return change(table, table.indexes(), table.billing(), expiry);
    }

    /** The same under another name. */
    public static DeclaredTable named(String name, DeclaredTable table) {
        return new DeclaredTable(
                name,
                table.key(),
                table.attributes(),
                table.indexes(),
                table.billing(),
                table.stream(),
                table.expiry(),
                table.pointInTimeRecovery(),
                table.deletionProtection(),
                table.tags(),
                table.replicas(),
                table.replication());
    }

    /** With recovery, protection and tags. */
    public static DeclaredTable guarded(DeclaredTable table) {
        return new DeclaredTable(
                table.name(),
                table.key(),
                table.attributes(),
                table.indexes(),
                table.billing(),
                table.stream(),
                table.expiry(),
                true,
                true,
                new TreeMap<>(Map.of("team", "shop")),
                table.replicas(),
                table.replication());
    }

    private static DeclaredTable change(
            DeclaredTable table, List<Index> indexes, Billing billing, Optional<String> expiry) {
        return new DeclaredTable(
                table.name(),
                table.key(),
                table.attributes(),
                indexes,
                billing,
                table.stream(),
                expiry,
                table.pointInTimeRecovery(),
                table.deletionProtection(),
                table.tags(),
                table.replicas(),
                table.replication());
    }

    public static Billing provisioned(int read, int write) {
        return new Billing.Provisioned(Capacity.fixed(read), Capacity.fixed(write));
    }
}

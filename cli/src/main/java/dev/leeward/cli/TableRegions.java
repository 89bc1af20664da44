package dev.leeward.cli;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication;
import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.repair.Ground;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.HandDelivery;
import dev.leeward.replication.Terms;
import dev.leeward.replication.Watch;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.DynamoScan;
import dev.leeward.table.dynamodb.DynamoSidecar;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.table.dynamodb.SideTables;
import dev.leeward.verification.Side;
import dev.leeward.version.Replica;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table in some of its regions, each reached and asked what its keys are called. */
final class TableRegions implements AutoCloseable {
    private final DeclaredTable table;
    private final List<Reached> reached = new ArrayList<>();

    private TableRegions(DeclaredTable table) {
        this.table = table;
    }

    /** Opens all of them, or says what is in the way. */
    static Looked<TableRegions> open(Declaration declaration, DeclaredTable table, List<RegionName> regions) {
        var opened = new TableRegions(table);
        for (RegionName region : regions) {
            var store = Store.open(StoreAddress.of(declaration.store(region).orElseThrow()));
            switch (DynamoScan.keyNames(store, table.name())) {
                case Answer.Given<KeyNames>(KeyNames names) -> opened.reached.add(new Reached(region, store, names));
                case Answer.Missing<KeyNames> missing -> {
                    store.close();
                    opened.close();
                    return new Looked.Unseen<>(missing.problem());
                }
            }
        }
        return new Looked.Seen<>(opened);
    }

    DeclaredTable table() {
        return table;
    }

    /** The names of the keys; tables with other names are no replicas of each other. */
    KeyNames keys() {
        return reached.getFirst().keys();
    }

    boolean haveTheSameKeys() {
        return reached.stream().map(Reached::keys).distinct().count() == 1;
    }

    List<Reached> reached() {
        return List.copyOf(reached);
    }

    List<Side> sides() {
        return reached.stream()
                .map(one -> new Side(one.replica(table), one.scan(table), one.items(table)))
                .toList();
    }

    /** The same for repairs. Where Leeward replicates, its sidecars say what is newer, once it has begun. */
    List<Ground> grounds() {
        return reached.stream()
                .map(one -> new Ground(one.replica(table), one.items(table), versions(one)))
                .toList();
    }

    private Optional<Ground.Versions> versions(Reached one) {
        String name = SideTables.sidecarOf(table.name());
        boolean isKept = table.replication() instanceof Replication.Leeward
                && !(DynamoScan.keyNames(one.store(), name) instanceof Answer.Missing<KeyNames> missing
                        && missing.problem().code() == FaultCode.NOT_FOUND);
        if (!isKept) return Optional.empty();
        var sidecar = new DynamoSidecar(one.store(), name, one.keys());
        var delivery = new HandDelivery(
                one.replica(table),
                one.items(table),
                sidecar,
                Terms.ofAws(),
                InstantSource.system(),
                InstantSource.system(),
                new Unheard());
        return Optional.of(new Ground.Versions(sidecar, delivery));
    }

    /** About how many items there are in all regions together, where the stores say so. */
    long estimate() {
        long items = 0;
        for (Reached one : reached) {
            if (one.scan(table).estimate() instanceof Looked.Seen<Long>(Long about)) items += about;
        }
        return items;
    }

    @Override
    public void close() {
        reached.forEach(one -> one.store().close());
    }

    /** A repair makes no conflicts, and nobody writes to it. */
    private static final class Unheard implements Watch {
        @Override
        public void conflict(Conflict conflict) {}

        @Override
        public void foreignWrite(RegionName region, ItemKey key) {}
    }

    /** The table in one region. */
    record Reached(RegionName region, Store store, KeyNames keys) {
        Replica replica(DeclaredTable table) {
            return new Replica(region, table.name());
        }

        DynamoScan scan(DeclaredTable table) {
            return new DynamoScan(store, table.name(), keys);
        }

        DynamoTable items(DeclaredTable table) {
            return new DynamoTable(store, table.name(), keys);
        }
    }
}

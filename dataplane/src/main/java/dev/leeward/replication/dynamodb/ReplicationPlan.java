package dev.leeward.replication.dynamodb;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication.Leeward;
import dev.leeward.declared.Replication.Mode;
import dev.leeward.declared.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Terms;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be replicated, as declared.
 *
 * @param table the table
 * @param stores its regions in the order of the file, which is that of their leases
 */
public record ReplicationPlan(String table, List<RegionStore> stores, Pace pace) {
    private static final Duration TOMBSTONES = Duration.ofDays(8);
    private static final int QUIET_READS = 3;
    /** DynamoDB Local rounds to minutes, and Alternator shows a write after ten seconds. */
    private static final Duration COMPATIBLE_GRANULARITY = Duration.ofMinutes(1);

    private static final Duration COMPATIBLE_DELAY = Duration.ofSeconds(11);

    public ReplicationPlan {
        stores = List.copyOf(stores);
    }

    /** The tables that Leeward keeps alike. */
    public static List<ReplicationPlan> of(Declaration declaration) {
        return tables(declaration)
                .filter(table -> mode(table) != Mode.STAMPED)
                .map(table -> of(declaration, table))
                .toList();
    }

    /** The tables that it was asked to keep alike in a way that it does not know yet. */
    public static List<String> unknown(Declaration declaration) {
        return tables(declaration)
                .filter(table -> mode(table) == Mode.STAMPED)
                .map(DeclaredTable::name)
                .toList();
    }

    /** Starts it as the process of that name. */
    public Replication start(String me, Reports reports) {
        return new Replication(table, stores, pace, me, reports);
    }

    private static ReplicationPlan of(Declaration declaration, DeclaredTable table) {
        List<Store> stores = table.replicas().stream()
                .map(region -> declaration
                        .store(region)
                        .orElseThrow(() -> new IllegalArgumentException("no store is declared for " + region)))
                .toList();
        boolean isAws = stores.stream().allMatch(store -> store.endpoint().isEmpty());
        return new ReplicationPlan(
                table.name(),
                stores.stream().map(store -> place(store, table)).toList(),
                isAws ? Pace.ofAws() : Pace.ofLocal());
    }

    private static RegionStore place(Store store, DeclaredTable table) {
        return new RegionStore(
                store.region(), StoreAddress.of(store), terms(store, takesWrites(table, store.region())));
    }

    private static Terms terms(Store store, boolean takesWrites) {
        if (store.endpoint().isPresent()) {
            return new Terms(takesWrites, COMPATIBLE_GRANULARITY, COMPATIBLE_DELAY, QUIET_READS, TOMBSTONES);
        }
        Terms aws = Terms.ofAws();
        return new Terms(takesWrites, aws.granularity(), aws.streamDelay(), aws.quietReads(), aws.tombstones());
    }

    private static boolean takesWrites(DeclaredTable table, RegionName region) {
        return mode(table) != Mode.SINGLE_WRITER || table.first().equals(region);
    }

    private static Mode mode(DeclaredTable table) {
        if (table.replication() instanceof Leeward(Mode mode)) return mode;
        throw new IllegalArgumentException("Leeward does not replicate " + table.name());
    }

    private static Stream<DeclaredTable> tables(Declaration declaration) {
        return declaration.tables().stream().filter(table -> table.replication() instanceof Leeward);
    }
}

package dev.leeward.replication.dynamodb;

import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Replication.Leeward;
import dev.leeward.declared.Replication.Mode;
import dev.leeward.declared.Replication.Spread;
import dev.leeward.declared.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Terms;
import dev.leeward.stream.dynamodb.Allotments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be replicated, as declared.
 *
 * @param table the table
 * @param stores its regions in the order of the file, which is that of their leases
 * @param spread whether several processes share the work
 */
public record ReplicationPlan(String table, List<RegionStore> stores, Pace pace, Spread spread) {
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
        return tables(declaration).map(table -> of(declaration, table)).toList();
    }

    /**
     * Starts it as the process of that name.
     *
     * @param kcl how shards are shared out where {@link Spread#KCL} is asked for
     */
    public Replication start(String me, Optional<Allotments> kcl, Reports reports) {
        Optional<Allotments> allotments = spread == Spread.KCL ? kcl : Optional.empty();
        if (spread == Spread.KCL && kcl.isEmpty()) throw new IllegalArgumentException("nobody shares out the shards");
        return new Replication(table, stores, pace, me, allotments, reports);
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
                isAws ? Pace.ofAws() : Pace.ofLocal(),
                leeward(table).spread());
    }

    private static RegionStore place(Store store, DeclaredTable table) {
        return new RegionStore(store.region(), StoreAddress.of(store), terms(store, table));
    }

    private static Terms terms(Store store, DeclaredTable table) {
        boolean takesWrites = takesWrites(table, store.region());
        Optional<String> claim = leeward(table).stamp();
        if (store.endpoint().isPresent()) {
            // Not all of them say in their streams what they took away themselves.
            return new Terms(
                    takesWrites,
                    COMPATIBLE_GRANULARITY,
                    COMPATIBLE_DELAY,
                    QUIET_READS,
                    TOMBSTONES,
                    table.expiry(),
                    claim);
        }
        Terms aws = Terms.ofAws();
        return new Terms(takesWrites, aws.granularity(), aws.streamDelay(), aws.quietReads(), aws.tombstones())
                .claimedIn(claim);
    }

    private static boolean takesWrites(DeclaredTable table, RegionName region) {
        return mode(table) != Mode.SINGLE_WRITER || table.first().equals(region);
    }

    private static Mode mode(DeclaredTable table) {
        return leeward(table).mode();
    }

    private static Leeward leeward(DeclaredTable table) {
        if (table.replication() instanceof Leeward leeward) return leeward;
        throw new IllegalArgumentException("Leeward does not replicate " + table.name());
    }

    private static Stream<DeclaredTable> tables(Declaration declaration) {
        return declaration.tables().stream().filter(table -> table.replication() instanceof Leeward);
    }
}

package dev.leeward.table.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.table.Checkpoint;
import dev.leeward.table.Condition;
import dev.leeward.table.Looked;
import dev.leeward.table.RegionContract;
import dev.leeward.table.Sequence;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.table.Written;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real server. */
class DynamoRegionTest extends RegionContract {
    private static final String TABLE = "shop";

    private final Store store = LocalStores.fresh();

    DynamoRegionTest() {
        assertThat(SideTables.createMissing(store, LocalStores.create(store, TABLE)))
                .isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected Table table() {
        return new DynamoTable(store, TABLE, LocalStores.KEYS);
    }

    @Override
    protected Sidecar sidecar() {
        return new DynamoSidecar(store, SideTables.sidecarOf(TABLE), LocalStores.KEYS);
    }

    @Override
    protected Checkpoint checkpoint() {
        return new DynamoCheckpoint(store, new Notes(SideTables.NOTES, TABLE), "shard-1");
    }

    @Test
    void what_stands_there_already_is_not_created_again() {
        var described = LocalStores.given(store.tables(
                tables -> tables.describeTable(all -> all.tableName(TABLE)).table()));

        assertThat(SideTables.createMissing(store, described)).isEmpty();
    }

    @Test
    void a_checkpoint_never_goes_back() {
        Checkpoint checkpoint = checkpoint();
        var late = new Sequence("2026-01-01T00:00:00.000", BigInteger.valueOf(100));
        checkpoint.save(late);

        var early = new Sequence("2026-01-01T00:00:00.000", BigInteger.valueOf(99));
        assertThat(checkpoint.save(early)).isInstanceOf(Written.Refused.class);
        assertThat(checkpoint.load()).isEqualTo(new Looked.Seen<>(Optional.of(late)));
        assertThat(checkpoint.save(new Sequence("2026-02-01T00:00:00.000", BigInteger.ONE)))
                .isInstanceOf(Written.Done.class);
    }

    @Test
    void what_is_too_large_was_certainly_not_written() {
        var item = item("a", Map.of("large", new Value.S("x".repeat(401 * 1024))));

        assertThat(table().put(ItemKey.of("a"), item, new Condition.Nothing()))
                .isInstanceOfSatisfying(Written.Failed.class, failed -> {
                    assertThat(failed.problem().code()).isEqualTo(FaultCode.REJECTED);
                    assertThat(failed.maybeApplied()).isFalse();
                });
    }
}

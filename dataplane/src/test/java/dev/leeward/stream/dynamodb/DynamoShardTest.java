package dev.leeward.stream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.stream.Description;
import dev.leeward.stream.Gap;
import dev.leeward.stream.Shard;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.ChangeSource.Page;
import dev.leeward.table.Condition;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.testkit.Await;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real server. */
class DynamoShardTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Store store = LocalStores.fresh();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean isForgetful;
    private final DynamoShard.Keeper keeper = new DynamoShard.Keeper() {
        @Override
        public Optional<Problem> record(Gap gap) {
            if (isForgetful) return Optional.of(Problem.passing(FaultCode.UNREACHABLE, "nobody remembers"));
            gaps.add(gap);
            return Optional.empty();
        }

        @Override
        public boolean isUpToDate() {
            return false;
        }
    };
    private final DynamoTable table = new DynamoTable(store, "shop", LocalStores.KEYS);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void records_come_in_order_with_both_images_and_once() {
        DynamoShard shard = shard("shop");
        Item one = item(1);
        Item two = item(2);
        table.put(ItemKey.of("a"), one, new Condition.Nothing());
        table.put(ItemKey.of("a"), two, new Condition.All(one));
        table.put(ItemKey.of("a"), two, new Condition.All(two));
        table.delete(ItemKey.of("a"), new Condition.All(two));

        List<ChangeRecord> records = readUntil(shard, Optional.empty(), 3);

        assertThat(records).extracting(ChangeRecord::key).containsOnly(ItemKey.of("a"));
        assertThat(records.get(0).before()).isEmpty();
        assertThat(records.get(0).after()).contains(one);
        assertThat(records.get(1).before()).contains(one);
        assertThat(records.get(1).after()).contains(two);
        assertThat(records.get(2).before()).contains(two);
        assertThat(records.get(2).after()).isEmpty();
        assertThat(records).isSortedAccordingTo((x, y) -> x.sequence().compareTo(y.sequence()));
        assertThat(page(shard, Optional.of(records.getLast().sequence())).records())
                .isEmpty();
        assertThat(readUntil(shard, Optional.of(records.getFirst().sequence()), 2))
                .isEqualTo(records.subList(1, 3));
        assertThat(gaps).isEmpty();
    }

    @Test
    void a_shard_that_was_never_written_to_is_read_also_when_other_tables_were() {
        DynamoShard shard = shard("shop");
        page(shard, Optional.empty());
        LocalStores.create(store, "other");
        var other = new DynamoTable(store, "other", LocalStores.KEYS);
        for (int n = 0; n < 20; n++) other.put(ItemKey.of("a"), item(n), other(n));

        Await.until("it is read", LIMIT, () -> shard.read(Optional.empty()) instanceof Looked.Seen<Page>);
        table.put(ItemKey.of("a"), item(1), new Condition.Nothing());

        assertThat(readUntil(shard, Optional.empty(), 1)).hasSize(1);
        assertThat(gaps).isEmpty();
    }

    @Test
    void a_shard_that_is_gone_is_a_gap_and_is_over_once_that_is_remembered() {
        DynamoStream stream = stream("shop");
        var gone = new DynamoShard(store, stream, "shardId-00000000000000000000-00000000", keeper);
        var after = Optional.of(new Sequence(stream.label(), BigInteger.TEN));

        isForgetful = true;
        assertThat(gone.read(after)).isInstanceOf(Looked.Unseen.class);
        assertThat(gone.isEnded()).isFalse();

        isForgetful = false;
        assertThat(gone.read(after)).isEqualTo(new Looked.Seen<>(new Page(List.of(), true)));
        assertThat(gone.isEnded()).isTrue();
        assertThat(gaps).containsOnly(new Gap.Vanished("shardId-00000000000000000000-00000000"));
    }

    @Test
    void a_table_without_stream_is_refused() {
        LocalStores.create(store, "shop");
        LocalStores.given(store.tables(tables -> tables.updateTable(
                all -> all.tableName("shop").streamSpecification(stream -> stream.streamEnabled(false)))));

        assertThat(DynamoStream.of(store, "shop"))
                .isInstanceOfSatisfying(
                        Looked.Unseen.class,
                        unseen -> assertThat(unseen.problem().code()).isEqualTo(FaultCode.MISCONFIGURED));
    }

    private static Condition other(int n) {
        return n == 0 ? new Condition.Nothing() : new Condition.All(item(n - 1));
    }

    private static Item item(long n) {
        return Item.of(Map.of("k", new Value.S("a"), "n", Value.N.of(n)));
    }

    private DynamoShard shard(String name) {
        DynamoStream stream = stream(name);
        Description description = seen(stream.describe(store));
        assertThat(description.label()).isEqualTo(stream.label());
        assertThat(description.shards()).hasSize(1);
        Shard only = description.shards().getFirst();
        return new DynamoShard(store, stream, only.id(), keeper);
    }

    private DynamoStream stream(String name) {
        LocalStores.create(store, name);
        return seen(DynamoStream.of(store, name));
    }

    private static List<ChangeRecord> readUntil(DynamoShard shard, Optional<Sequence> after, int count) {
        var records = new ArrayList<ChangeRecord>();
        Await.until("records come", LIMIT, () -> {
            var last = records.isEmpty() ? after : Optional.of(records.getLast().sequence());
            records.addAll(page(shard, last).records());
            return records.size() >= count;
        });
        return records;
    }

    private static Page page(DynamoShard shard, Optional<Sequence> after) {
        return seen(shard.read(after));
    }

    private static <T> T seen(Looked<T> looked) {
        if (looked instanceof Looked.Seen<T>(T value)) return value;
        throw new AssertionError("not seen: " + looked);
    }
}

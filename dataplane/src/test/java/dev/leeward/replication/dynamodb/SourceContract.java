package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Terms;
import dev.leeward.stream.Description;
import dev.leeward.stream.Gap;
import dev.leeward.stream.Shard;
import dev.leeward.stream.dynamodb.Allotments;
import dev.leeward.stream.dynamodb.DynamoShard;
import dev.leeward.stream.dynamodb.DynamoStream;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.ChangeSource;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.dynamodb.SideTables;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of every way to read streams, against a real server whose shards end, and whose records are thrown away, when a test
 * says so.
 */
public abstract class SourceContract {
    static final String TABLE = "shop";
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int HOT = 5;
    private static final Terms TERMS =
            new Terms(true, Duration.ofSeconds(60), Duration.ofMillis(100), 3, Duration.ofDays(8));

    private static final AtomicReference<DynamoDbLocal> SERVER = new AtomicReference<>();

    private final String key = DynamoDbLocal.freshKey();
    final Heard heard = new Heard();
    private final List<AutoCloseable> open = new ArrayList<>();
    final Store east = store("us-east-1");
    private final Store west = store("us-west-2");
    private final Map<ItemKey, Item> last = new HashMap<>();
    private int written;

    /** How processes share out the shards; empty where one does all the work. */
    protected abstract Optional<Allotments> allotments();

    @BeforeAll
    static void serve(@TempDir Path folder) {
        SERVER.set(DynamoDbLocal.startControlled(folder));
    }

    @AfterAll
    static void end() {
        SERVER.get().close();
    }

    /** The sidecar gets a stream, too: it shows the order in which records were read. */
    @BeforeEach
    void create() {
        LocalStores.create(east, TABLE);
        LocalStores.create(west, TABLE);
        LocalStores.create(east, SideTables.sidecarOf(TABLE));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) each.close();
    }

    @Test
    void shards_that_end_and_have_children_are_read_to_the_end_in_their_order_and_once() {
        try (var _ = start("one")) {
            for (int round = 0; round < 3; round++) {
                write(40);
                LocalStores.rollOver(east);
                LocalStores.rollOver(west);
            }
            write(40);
            Await.until("the other region holds all", LIMIT, this::isSame);
        }
        // Nobody reads while two generations come and go.
        LocalStores.rollOver(east);
        write(40);
        LocalStores.rollOver(east);
        write(40);
        try (var _ = start("two")) {
            Await.until("the other region holds all", LIMIT, this::isSame);
        }

        assertThat(shards(east)).hasSizeGreaterThan(4);
        assertThat(heard.gaps).isEmpty();
        assertThat(heard.conflicts).isEmpty();
        judgeStamps();
        judgeCopies();
    }

    @Test
    void what_was_thrown_away_before_it_was_read_is_a_gap_and_is_found_in_the_table() {
        try (var _ = start("one")) {
            write(20);
            Await.until("the other region holds all", LIMIT, this::isSame);
        }
        write(20);
        LocalStores.letPass(east, 25);
        LocalStores.rollOver(east);
        write(20);

        try (var _ = start("two")) {
            Await.until("the gap is told of", LIMIT, () -> !heard.gaps.isEmpty());
            Await.until("the other region holds all again", LIMIT, this::isSame);
        }

        assertThat(heard.gaps)
                .allMatch(gap -> gap instanceof Gap.Vanished || gap instanceof Gap.Trimmed || gap instanceof Gap.Stale);
    }

    @Test
    void of_two_workers_the_one_that_is_left_goes_on() {
        Replication one = start("one");
        write(20);
        Await.until("the other region holds all", LIMIT, this::isSame);
        try (var _ = start("two")) {
            write(20);
            LocalStores.rollOver(east);
            write(20);
            one.close();
            write(20);
            Await.until("the other region holds all again", LIMIT, this::isSame);
        }

        assertThat(heard.gaps).isEmpty();
        assertThat(heard.conflicts).isEmpty();
        judgeStamps();
    }

    static DynamoShard.Keeper keeper(Consumer<Gap> gaps) {
        return new DynamoShard.Keeper() {
            @Override
            public Optional<Problem> record(Gap gap) {
                gaps.accept(gap);
                return Optional.empty();
            }

            @Override
            public boolean isUpToDate() {
                return false;
            }
        };
    }

    /** Each local write got one version, and those of a key in the order in which they were made. */
    private void judgeStamps() {
        var sequences = new HashMap<ItemKey, List<BigInteger>>();
        for (ChangeRecord record : records(east, SideTables.sidecarOf(TABLE))) {
            sequences
                    .computeIfAbsent(record.key(), _ -> new ArrayList<>())
                    .add(passed(record.after().orElseThrow()));
        }
        assertThat(sequences.values().stream().mapToInt(List::size).sum()).isEqualTo(written);
        assertThat(sequences).hasSameSizeAs(last);
        sequences.forEach(
                (item, order) -> assertThat(order).as("%s", item).isSorted().doesNotHaveDuplicates());
    }

    /** No copy was made twice, and none of a key after that of a later write. */
    private void judgeCopies() {
        var numbers = new HashMap<ItemKey, List<BigDecimal>>();
        for (ChangeRecord record : records(west, TABLE)) {
            numbers.computeIfAbsent(record.key(), _ -> new ArrayList<>())
                    .add(number(record.after().orElseThrow()));
        }
        assertThat(numbers.keySet()).isEqualTo(last.keySet());
        numbers.forEach(
                (item, order) -> assertThat(order).as("%s", item).isSorted().doesNotHaveDuplicates());
    }

    /** Every other one to a key that is written again and again. */
    void write(int count) {
        for (int n = 0; n < count; n++) {
            written++;
            String name = written % 2 == 0 ? "hot-" + written % HOT : "cold-" + written;
            Item item = Item.of(Map.of("k", new Value.S(name), "n", Value.N.of(written)));
            LocalStores.given(east.tables(
                    tables -> tables.putItem(all -> all.tableName(TABLE).item(Attributes.of(item)))));
            last.put(ItemKey.of(name), item);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    boolean isSame() {
        return contents(west).equals(last);
    }

    private static Map<ItemKey, Item> contents(Store store) {
        var items = LocalStores.given(store.tables(
                tables -> tables.scan(all -> all.tableName(TABLE).consistentRead(true)).items().stream()
                        .map(Attributes::item)
                        .toList()));
        var contents = new HashMap<ItemKey, Item>();
        items.forEach(item -> contents.put(LocalStores.KEYS.of(item), item.content()));
        return contents;
    }

    static List<Shard> shards(Store store) {
        return seen(seen(DynamoStream.of(store, TABLE)).describe(store)).shards();
    }

    /** All records that a stream has, parents first. */
    private static List<ChangeRecord> records(Store store, String table) {
        DynamoStream stream = seen(DynamoStream.of(store, table));
        Description description = seen(stream.describe(store));
        var records = new ArrayList<ChangeRecord>();
        var done = new HashSet<String>();
        while (done.size() < description.shards().size()) {
            Shard next = description.shards().stream()
                    .filter(shard -> !done.contains(shard.id()) && isDue(shard, description, done))
                    .findFirst()
                    .orElseThrow();
            records.addAll(records(new DynamoShard(
                    store, stream, next.id(), keeper(gap -> assertThat(gap).isNull()))));
            done.add(next.id());
        }
        return records;
    }

    private static boolean isDue(Shard shard, Description description, Set<String> done) {
        return shard.parent().flatMap(description::shard).map(Shard::id).stream()
                .allMatch(done::contains);
    }

    private static List<ChangeRecord> records(DynamoShard shard) {
        var records = new ArrayList<ChangeRecord>();
        Optional<Sequence> after = Optional.empty();
        for (int quiet = 0; quiet < 3 && !shard.isEnded(); ) {
            ChangeSource.Page page = seen(shard.read(after));
            records.addAll(page.records());
            quiet = page.records().isEmpty() ? quiet + 1 : 0;
            if (!records.isEmpty()) after = Optional.of(records.getLast().sequence());
        }
        return records;
    }

    private static BigInteger passed(Item entry) {
        return new BigInteger(text(field(field(entry.attribute("leeward:entry").orElseThrow(), "passed"), "number")));
    }

    private static Value field(Value map, String name) {
        return Optional.ofNullable(((Value.M) map).entries().get(name)).orElseThrow();
    }

    private static String text(Value value) {
        return ((Value.S) value).text();
    }

    private static BigDecimal number(Item item) {
        return ((Value.N) item.attribute("n").orElseThrow()).number();
    }

    final Replication start(String me) {
        var stores = List.of(
                new RegionStore(new RegionName("us-east"), east.address(), TERMS),
                new RegionStore(new RegionName("us-west"), west.address(), TERMS));
        return new Replication(TABLE, stores, Pace.ofLocal(), me, allotments(), heard);
    }

    private Store store(String region) {
        var address = StoreAddress.withKey(region, Optional.of(SERVER.get().endpoint()), key, "secret");
        Store store = Store.open(address.within(LIMIT));
        open.add(store);
        return store;
    }

    static <T> T seen(Looked<T> looked) {
        if (looked instanceof Looked.Seen<T>(T value)) return value;
        throw new AssertionError("not seen: " + looked);
    }
}

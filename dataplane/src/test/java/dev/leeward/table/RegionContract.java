package dev.leeward.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Bytes;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.Entry.Passed;
import dev.leeward.version.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What tables, sidecars and checkpoints have to do, of the model as of every store. */
public abstract class RegionContract {
    private static final ItemKey KEY = ItemKey.of("a");
    private static final Item SMALL = item("a", Map.of("n", Value.N.of(1)));
    private static final Value MARKER = Value.M.of(Map.of("millis", Value.N.of(7)));
    private static final Version VERSION = new Version(1_700_000_000_000L, 3, new RegionName("region-a"));
    private static final Condition NOTHING = new Condition.Nothing();

    /** An empty table whose partition key is the text {@code k}. */
    protected abstract Table table();

    /** The empty sidecar of that table. */
    protected abstract Sidecar sidecar();

    /** The checkpoint, never saved, of one of its shards. */
    protected abstract Checkpoint checkpoint();

    @Test
    void what_was_put_is_read() {
        Table table = table();
        assertThat(read(table)).isEmpty();

        assertThat(table.put(KEY, SMALL, NOTHING)).isEqualTo(new Written.Done(Optional.of(SMALL)));

        assertThat(read(table)).contains(SMALL);
    }

    @Test
    void nothing_is_put_where_something_stands_that_was_not_expected() {
        Table table = table();
        table.put(KEY, SMALL, NOTHING);

        assertThat(table.put(KEY, SMALL.with("n", Value.N.of(2)), NOTHING)).isInstanceOf(Written.Refused.class);
        var other = new Condition.All(SMALL.with("n", Value.N.of(9)));
        assertThat(table.put(KEY, SMALL.with("n", Value.N.of(2)), other)).isInstanceOf(Written.Refused.class);
        assertThat(table.delete(KEY, other)).isInstanceOf(Written.Refused.class);
        assertThat(table.mark(KEY, MARKER, new Condition.All(SMALL.with("n", Value.N.of(9)))))
                .isInstanceOf(Written.Refused.class);

        assertThat(read(table)).contains(SMALL);
    }

    @Test
    void nothing_is_written_where_nothing_stands_but_something_was_expected() {
        Table table = table();
        var known = new Condition.All(SMALL);

        assertThat(table.put(KEY, SMALL, known)).isInstanceOf(Written.Refused.class);
        assertThat(table.mark(KEY, MARKER, known)).isInstanceOf(Written.Refused.class);
        assertThat(table.delete(KEY, known)).isInstanceOf(Written.Refused.class);

        assertThat(read(table)).isEmpty();
    }

    @Test
    void a_condition_does_not_see_attributes_that_it_does_not_name() {
        Table table = table();
        Item more = SMALL.with("more", new Value.S("x"));
        table.put(KEY, more, NOTHING);
        Item next = SMALL.with("n", Value.N.of(2));

        assertThat(table.put(KEY, next, new Condition.All(SMALL))).isInstanceOf(Written.Done.class);

        assertThat(read(table)).contains(next);
    }

    @Test
    void a_marker_that_was_not_expected_is_seen() {
        Table table = table();
        table.put(KEY, SMALL.with(Item.MARKER, MARKER), NOTHING);

        assertThat(table.put(KEY, SMALL, new Condition.All(SMALL))).isInstanceOf(Written.Refused.class);
        assertThat(table.put(KEY, SMALL, new Condition.All(SMALL.with(Item.MARKER, MARKER))))
                .isInstanceOf(Written.Done.class);
    }

    @Test
    void a_mark_leaves_everything_else_alone_and_shows_it() {
        Table table = table();
        Item more = SMALL.with("more", new Value.S("x"));
        table.put(KEY, more, NOTHING);

        assertThat(table.mark(KEY, MARKER, new Condition.All(SMALL)))
                .isEqualTo(new Written.Done(Optional.of(more.with(Item.MARKER, MARKER))));

        assertThat(read(table)).contains(more.with(Item.MARKER, MARKER));
        assertThat(table.delete(KEY, new Condition.All(more.with(Item.MARKER, MARKER))))
                .isEqualTo(new Written.Done(Optional.empty()));
        assertThat(read(table)).isEmpty();
    }

    @Test
    void items_of_all_types_can_be_put_expected_and_deleted() {
        expectedInEveryWay(item("a", everyType()));
    }

    @Test
    void items_of_many_attributes_can_be_put_expected_and_deleted() {
        var many = new HashMap<String, Value>();
        for (int n = 0; n < 2_000; n++) many.put("attribute number " + n, Value.N.of(n));
        expectedInEveryWay(item("a", many));
    }

    @Test
    void items_of_almost_400_kilobytes_can_be_put_expected_and_deleted() {
        expectedInEveryWay(item("a", Map.of("large", new Value.S("x".repeat(399 * 1024)))));
    }

    private void expectedInEveryWay(Item item) {
        Table table = table();
        assertThat(table.put(KEY, item, NOTHING)).isInstanceOf(Written.Done.class);
        assertThat(read(table)).contains(item);
        assertThat(table.put(KEY, item, new Condition.All(item))).isInstanceOf(Written.Done.class);
        assertThat(table.mark(KEY, MARKER, new Condition.All(item))).isInstanceOf(Written.Done.class);
        assertThat(table.delete(KEY, new Condition.All(item.with(Item.MARKER, MARKER))))
                .isInstanceOf(Written.Done.class);
        assertThat(read(table)).isEmpty();
    }

    @Test
    void an_entry_is_swapped_by_who_knows_exactly_what_stands_there() {
        Sidecar sidecar = sidecar();
        Entry full = fullEntry();
        var bare = new Entry(VERSION, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(sidecar.read(KEY)).isEqualTo(new Looked.Seen<>(Optional.empty()));
        assertThat(sidecar.swap(KEY, Optional.of(bare), full)).isInstanceOf(Written.Refused.class);
        assertThat(sidecar.swap(KEY, Optional.empty(), full)).isInstanceOf(Written.Done.class);
        assertThat(sidecar.read(KEY)).isEqualTo(new Looked.Seen<>(Optional.of(full)));
        assertThat(sidecar.swap(KEY, Optional.empty(), bare)).isInstanceOf(Written.Refused.class);
        assertThat(sidecar.swap(KEY, Optional.of(bare), full)).isInstanceOf(Written.Refused.class);
        assertThat(sidecar.swap(KEY, Optional.of(full), bare)).isInstanceOf(Written.Done.class);
        assertThat(sidecar.read(KEY)).isEqualTo(new Looked.Seen<>(Optional.of(bare)));
        assertThat(sidecar.read(ItemKey.of("b"))).isEqualTo(new Looked.Seen<>(Optional.empty()));
    }

    @Test
    void a_checkpoint_holds_what_was_saved() {
        Checkpoint checkpoint = checkpoint();
        var first = new Sequence("2026-01-01T00:00:00.000", BigInteger.valueOf(9));
        var second =
                new Sequence("2026-01-01T00:00:00.000", new BigInteger("1234567890123456789012345678901234567890"));
        assertThat(checkpoint.load()).isEqualTo(new Looked.Seen<>(Optional.empty()));
        checkpoint.save(first);
        assertThat(checkpoint.load()).isEqualTo(new Looked.Seen<>(Optional.of(first)));
        assertThat(checkpoint.save(second)).isInstanceOf(Written.Done.class);
        assertThat(checkpoint.load()).isEqualTo(new Looked.Seen<>(Optional.of(second)));
    }

    /** An item of the table of this suite. */
    protected static Item item(String key, Map<String, Value> attributes) {
        return Item.of(attributes).with("k", new Value.S(key));
    }

    @Test
    void what_must_not_be_there_holds_up_a_write_when_somebody_adds_it() {
        Table table = table();
        table.put(KEY, SMALL, new Condition.Nothing());
        var without = new Condition.All(SMALL, Set.of("stamp"));
        Item stamped = SMALL.with("stamp", new Value.S("1"));
        assertThat(table.put(KEY, stamped, without)).isInstanceOf(Written.Done.class);
        assertThat(table.put(KEY, SMALL, without)).isInstanceOf(Written.Refused.class);
        assertThat(table.delete(KEY, without)).isInstanceOf(Written.Refused.class);
        assertThat(table.delete(KEY, new Condition.All(stamped, Set.of("stamp"))))
                .isInstanceOf(Written.Done.class);
    }

    private static Optional<Item> read(Table table) {
        if (table.read(KEY) instanceof Looked.Seen<Optional<Item>>(var item)) return item;
        throw new AssertionError("not read: " + table.read(KEY));
    }

    private static Entry fullEntry() {
        var passed = new Passed(
                new Sequence("2026-01-01T00:00:00.000", new BigInteger("1234567890123456789012345678901234567890")),
                VERSION,
                true,
                Optional.of(VERSION),
                Optional.of(new Version(1, 7, new RegionName("c"))));
        return new Entry(
                VERSION,
                Optional.of(Digest.of("t", KEY, SMALL)),
                Optional.of(new Version(0, 0, new RegionName("b"))),
                Optional.of(passed),
                Optional.of(Instant.ofEpochMilli(1_900_000_000_123L)));
    }

    private static Map<String, Value> everyType() {
        return Map.of(
                "text", new Value.S("Grüße, 世界 \u0000 \"'#:"),
                "empty text", new Value.S(""),
                "number", new Value.N(new BigDecimal("-12345678901234567890123456789012345678")),
                "tiny", new Value.N(new BigDecimal("1E-130")),
                "bytes", new Value.B(Bytes.of((byte) 0, (byte) -1)),
                "no bytes", new Value.B(Bytes.of()),
                "null", new Value.Null(),
                "nested", Value.M.of(Map.of("list", new Value.L(List.of(new Value.Null(), Value.M.of(Map.of()))))),
                "no entries", Value.M.of(Map.of()),
                "sets", sets());
    }

    private static Value sets() {
        return new Value.L(List.of(
                new Value.Ss(new TreeSet<>(Set.of("b", "a"))),
                new Value.Ns(new TreeSet<>(Set.of(new BigDecimal("1.50"), BigDecimal.TEN))),
                new Value.Bs(new TreeSet<>(Set.of(Bytes.of((byte) 2), Bytes.of((byte) 1)))),
                new Value.Bool(false)));
    }
}

package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.ItemSize;
import dev.leeward.item.Value;
import dev.leeward.lag.ProgressNote;
import dev.leeward.progress.dynamodb.DynamoProgressNotes;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Terms;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.DynamoAside;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against a real server: an item that a marker makes too large does not hold up the others, and is not forgotten. */
class LargeItemsTest {
    private static final String TABLE = "drafts";
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("us-west");
    private static final ItemKey LARGE = ItemKey.of("large");
    private static final ItemKey SMALL = ItemKey.of("small");
    private static final Terms TERMS =
            new Terms(true, Duration.ofSeconds(60), Duration.ofMillis(100), 3, Duration.ofDays(8));

    private final String key = DynamoDbLocal.freshKey();
    private final Heard heard = new Heard();

    @Test
    void what_is_too_large_for_a_marker_is_set_aside_and_told_until_it_is_written_anew() {
        try (var east = store("us-east-1");
                var west = store("us-west-2")) {
            LocalStores.create(east, TABLE);
            LocalStores.create(west, TABLE);
            try (var _ = start("one", east, west)) {
                put(east, large(ItemSize.MOST));
                put(east, item(SMALL, 1));
                Await.until(
                        "what came after it has come",
                        LIMIT,
                        () -> content(west, SMALL).equals(Optional.of(item(SMALL, 1))));
                Await.until(
                        "the loss is unknown",
                        LIMIT,
                        () -> unknown(west)
                                .filter(reason -> reason.contains("too large") && reason.endsWith(": 1"))
                                .isPresent());
                assertThat(heard.problems).extracting(Problem::code).contains(FaultCode.REJECTED);
                assertThat(content(west, LARGE)).isEmpty();
            }
            heard.problems.clear();
            try (var _ = start("two", east, west)) {
                put(east, item(SMALL, 2));
                Await.until(
                        "the next has come", LIMIT, () -> content(west, SMALL).equals(Optional.of(item(SMALL, 2))));
                assertThat(aside(west)).isEqualTo(1);
                // A marker takes about 150 bytes of the room.
                Item smaller = large(ItemSize.MOST - 300);
                put(east, smaller);
                Await.until("it has come", LIMIT, () -> content(west, LARGE).equals(Optional.of(smaller)));
                Await.until("nothing is missing", LIMIT, () -> aside(west) == 0);
                Await.until("the loss is known", LIMIT, () -> unknown(west).isEmpty());
            }
            assertThat(heard.problems).isEmpty();
        }
    }

    private static int aside(Store store) {
        var aside = new DynamoAside(store, TABLE);
        assertThat(aside.load()).isEmpty();
        return aside.count().orElseThrow();
    }

    private static Optional<String> unknown(Store store) {
        return switch (new DynamoProgressNotes(store, WEST).read(TABLE)) {
            case Looked.Seen<List<ProgressNote>>(var notes) ->
                notes.isEmpty()
                        ? Optional.of("no note")
                        : notes.getFirst().progress().reason();
            case Looked.Unseen<List<ProgressNote>>(Problem problem) -> Optional.of(problem.sentence());
        };
    }

    private Replication start(String me, Store east, Store west) {
        var stores =
                List.of(new RegionStore(EAST, east.address(), TERMS), new RegionStore(WEST, west.address(), TERMS));
        return new Replication(TABLE, stores, Pace.ofLocal(), me, heard);
    }

    private Store store(String region) {
        var address =
                StoreAddress.withKey(region, Optional.of(DynamoDbLocal.shared().endpoint()), key, "secret");
        return Store.open(address.within(LIMIT));
    }

    private static Item item(ItemKey key, long number) {
        return Item.of(Map.of("k", key.partition(), "n", Value.N.of(number)));
    }

    /** An item of exactly that size. */
    private static Item large(int bytes) {
        int others = "k".length() + "large".length() + "text".length();
        return Item.of(Map.of("k", LARGE.partition(), "text", new Value.S("x".repeat(bytes - others))));
    }

    private static void put(Store store, Item item) {
        LocalStores.given(store.tables(
                tables -> tables.putItem(all -> all.tableName(TABLE).item(Attributes.of(item)))));
    }

    private static Optional<Item> content(Store store, ItemKey key) {
        return switch (new DynamoTable(store, TABLE, LocalStores.KEYS).read(key)) {
            case Looked.Seen<Optional<Item>>(Optional<Item> item) -> item.map(Item::content);
            case Looked.Unseen<Optional<Item>>(Problem problem) -> throw new AssertionError(problem);
        };
    }
}

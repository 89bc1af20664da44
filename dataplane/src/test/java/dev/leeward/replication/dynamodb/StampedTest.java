package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Terms;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.DynamoSidecar;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.table.dynamodb.SideTables;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.version.Claim;
import dev.leeward.version.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Applications that stamp what they write, as the documentation tells them to, against a real server. */
class StampedTest {
    private static final String TABLE = "shop";
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("us-west");
    private static final Terms TERMS = new Terms(
                    true, Duration.ofSeconds(60), Duration.ofMillis(100), 3, Duration.ofDays(8))
            .claimedIn(Optional.of("stamp"));

    private final String key = DynamoDbLocal.freshKey();
    private final Heard heard = new Heard();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Store east = store("us-east-1");
    private final Store west = store("us-west-2");
    private final long now = System.currentTimeMillis();

    @BeforeEach
    void create() {
        LocalStores.create(east, TABLE);
        LocalStores.create(west, TABLE);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) each.close();
    }

    @Test
    void the_stamps_of_applications_say_which_write_is_the_last_one() {
        var stores =
                List.of(new RegionStore(EAST, east.address(), TERMS), new RegionStore(WEST, west.address(), TERMS));
        open.add(new Replication(TABLE, stores, Pace.ofLocal(), "one", heard));

        // New, and once more: the source's sidecar is not written, the target's is.
        assertThat(write(east, "a", "1", stamp(EAST, 0))).isTrue();
        assertThat(write(east, "a", "2", stamp(EAST, 1))).isTrue();
        await(west, "a", Optional.of("2"));
        assertThat(entry(east, "a")).isEmpty();
        assertThat(entry(west, "a").map(Entry::version)).contains(new Version(now + 1, 0, EAST));
        // Who comes with an older stamp is told so by the store at once.
        assertThat(write(west, "a", "older", stamp(WEST, 0))).isFalse();

        // Two that have not seen each other: the greater stamp wins, whichever is brought first.
        assertThat(write(east, "b", "later", stamp(EAST, 9))).isTrue();
        assertThat(write(west, "b", "earlier", stamp(WEST, 8))).isTrue();
        await(west, "b", Optional.of("later"));
        await(east, "b", Optional.of("later"));
        Await.until(
                "the loser is told of",
                LIMIT,
                () -> heard.conflicts.stream()
                        .anyMatch(conflict -> conflict.loser().equals(new Version(now + 8, 0, WEST))));

        // A deletion has no room for a stamp, and who stamps badly is heard all the same.
        delete(west, "a");
        await(east, "a", Optional.empty());
        assertThat(heard.unstamped).isEmpty();
        assertThat(write(east, "c", "unstamped", AttributeValue.fromS("yesterday")))
                .isTrue();
        await(west, "c", Optional.of("unstamped"));
        assertThat(heard.unstamped).containsExactly("it bears no stamp of this region");
        assertThat(heard.gaps).isEmpty();
    }

    private AttributeValue stamp(RegionName region, long after) {
        if (Claim.toValue(new Version(now + after, 0, region)) instanceof Value.S(String text)) {
            return AttributeValue.fromS(text);
        }
        throw new AssertionError("a stamp is text");
    }

    /** As docs/REPLICATION.md has it. */
    private static boolean write(Store store, String id, String text, AttributeValue stamp) {
        return LocalStores.given(store.tables(tables -> update(tables, id, text, stamp)));
    }

    private static boolean update(DynamoDbClient tables, String id, String text, AttributeValue stamp) {
        try {
            tables.updateItem(all -> all.tableName(TABLE)
                    .key(Map.of("k", AttributeValue.fromS(id)))
                    .updateExpression("SET #text = :text, #stamp = :stamp")
                    .conditionExpression("attribute_not_exists(#stamp) OR #stamp < :stamp")
                    .expressionAttributeNames(Map.of("#text", "text", "#stamp", "stamp"))
                    .expressionAttributeValues(Map.of(":text", AttributeValue.fromS(text), ":stamp", stamp))
                    .returnValues(ReturnValue.NONE));
            return true;
        } catch (ConditionalCheckFailedException _) {
            return false;
        }
    }

    private static void delete(Store store, String id) {
        LocalStores.given(store.tables(tables ->
                tables.deleteItem(all -> all.tableName(TABLE).key(Map.of("k", AttributeValue.fromS(id))))));
    }

    private static void await(Store store, String id, Optional<String> text) {
        var wanted = text.<Value>map(Value.S::new);
        Await.until(
                id + " has arrived",
                LIMIT,
                () -> seen(new DynamoTable(store, TABLE, LocalStores.KEYS).read(ItemKey.of(id)))
                        .map(Item::content)
                        .flatMap(item -> item.attribute("text"))
                        .equals(wanted));
    }

    private static Optional<Entry> entry(Store store, String id) {
        return seen(new DynamoSidecar(store, SideTables.sidecarOf(TABLE), LocalStores.KEYS).read(ItemKey.of(id)));
    }

    private static <T> T seen(Looked<T> looked) {
        return switch (looked) {
            case Looked.Seen<T>(T what) -> what;
            case Looked.Unseen<T> unseen -> throw new AssertionError(unseen);
        };
    }

    private Store store(String region) {
        var address =
                StoreAddress.withKey(region, Optional.of(DynamoDbLocal.shared().endpoint()), key, "secret");
        Store store = Store.open(address.within(LIMIT));
        open.add(store);
        return store;
    }
}

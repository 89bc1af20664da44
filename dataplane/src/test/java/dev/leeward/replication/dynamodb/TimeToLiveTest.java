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
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.DynamoSidecar;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.table.dynamodb.SideTables;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against a real server that takes expired items away in one of two regions. */
class TimeToLiveTest {
    private static final String TABLE = "sessions";
    private static final String EXPIRY = "ttl";
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** The server looks now and then only. */
    private static final Duration TAKEN = Duration.ofSeconds(90);

    private static final Duration SHORT = Duration.ofSeconds(15);
    private static final ItemKey GONE = ItemKey.of("gone");
    private static final ItemKey EXTENDED = ItemKey.of("extended");
    private static final Terms TERMS =
            new Terms(true, Duration.ofSeconds(60), Duration.ofMillis(100), 3, Duration.ofDays(8));

    private final String key = DynamoDbLocal.freshKey();
    private final Heard heard = new Heard();

    @Test
    void what_one_store_takes_away_goes_elsewhere_too_but_not_what_was_extended_there() {
        try (var east = store("us-east-1");
                var west = store("us-west-2")) {
            LocalStores.create(east, TABLE);
            LocalStores.create(west, TABLE);
            LocalStores.given(east.tables(tables -> tables.updateTimeToLive(all -> all.tableName(TABLE)
                            .timeToLiveSpecification(spec -> spec.enabled(true).attributeName(EXPIRY)))
                    .timeToLiveSpecification()
                    .enabled()));
            Instant soon = Instant.now().plus(SHORT);
            try (var _ = start("one", east, west)) {
                put(east, item(GONE, soon));
                put(east, item(EXTENDED, soon));
                Await.until(
                        "the copies have come",
                        LIMIT,
                        () -> content(west, GONE).isPresent()
                                && content(west, EXTENDED).isPresent());
            }
            Item later = item(EXTENDED, soon.plus(Duration.ofHours(1)));
            put(west, later);
            Await.until(
                    "the store has taken both away",
                    TAKEN,
                    () -> content(east, GONE).isEmpty()
                            && content(east, EXTENDED).isEmpty());
            try (var _ = start("two", east, west)) {
                Await.until(
                        "it is gone everywhere",
                        LIMIT,
                        () -> content(west, GONE).isEmpty());
                Await.until(
                        "what was extended is back",
                        LIMIT,
                        () -> content(east, EXTENDED).equals(Optional.of(later)));
            }
            assertThat(content(west, EXTENDED)).contains(later);
            assertThat(entry(west).version().isExpired()).isTrue();
            assertThat(heard.conflicts).isEmpty();
            assertThat(heard.gaps).isEmpty();
        }
    }

    private Replication start(String me, Store east, Store west) {
        var stores = List.of(
                new RegionStore(new RegionName("us-east"), east.address(), TERMS),
                new RegionStore(new RegionName("us-west"), west.address(), TERMS));
        return new Replication(TABLE, stores, Pace.ofLocal(), me, heard);
    }

    private Store store(String region) {
        var address =
                StoreAddress.withKey(region, Optional.of(DynamoDbLocal.shared().endpoint()), key, "secret");
        return Store.open(address.within(LIMIT));
    }

    private static Item item(ItemKey key, Instant expires) {
        return Item.of(Map.of("k", key.partition(), EXPIRY, Value.N.of(expires.getEpochSecond())));
    }

    private static void put(Store store, Item item) {
        LocalStores.given(store.tables(
                tables -> tables.putItem(all -> all.tableName(TABLE).item(Attributes.of(item)))));
    }

    private static Entry entry(Store store) {
        var sidecar = new DynamoSidecar(store, SideTables.sidecarOf(TABLE), LocalStores.KEYS);
        return switch (sidecar.read(GONE)) {
            case Looked.Seen<Optional<Entry>>(Optional<Entry> entry) -> entry.orElseThrow();
            case Looked.Unseen<Optional<Entry>>(Problem problem) -> throw new AssertionError(problem);
        };
    }

    private static Optional<Item> content(Store store, ItemKey key) {
        return switch (new DynamoTable(store, TABLE, LocalStores.KEYS).read(key)) {
            case Looked.Seen<Optional<Item>>(Optional<Item> item) -> item.map(Item::content);
            case Looked.Unseen<Optional<Item>>(Problem problem) -> throw new AssertionError(problem);
        };
    }
}

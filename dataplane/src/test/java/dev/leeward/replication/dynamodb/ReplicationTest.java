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
import dev.leeward.lag.LinkProgress;
import dev.leeward.lag.ProgressNote;
import dev.leeward.progress.dynamodb.DynamoProgressNotes;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Terms;
import dev.leeward.stream.Gap;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Against a real server, which keeps the regions of one access key apart. */
class ReplicationTest {
    private static final String TABLE = "shop";
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final ItemKey KEY = ItemKey.of("a");
    private static final ItemKey OTHER = ItemKey.of("b");
    private static final Terms TERMS =
            new Terms(true, Duration.ofSeconds(60), Duration.ofMillis(100), 3, Duration.ofDays(8));

    private final String key = DynamoDbLocal.freshKey();
    private final Heard heard = new Heard();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Store east = store("us-east-1");
    private final Store west = store("us-west-2");

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
    void what_is_written_in_one_region_comes_to_stand_in_the_other_and_comes_to_rest() {
        start("one", heard, TERMS, TERMS);
        long began = System.nanoTime();
        put(east, item(1));
        awaitContent(west, Optional.of(item(1)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(35));

        put(west, item(2));
        awaitContent(east, Optional.of(item(2)));
        delete(east, KEY);
        awaitContent(west, Optional.empty());
        assertThat(heard.gaps).isEmpty();
        assertThat(heard.conflicts).isEmpty();
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void a_write_where_only_copies_belong_is_told_of_and_goes_nowhere() {
        var copiesOnly = new Terms(false, TERMS.granularity(), TERMS.streamDelay(), 3, TERMS.tombstones());
        start("one", heard, TERMS, copiesOnly);
        put(west, item(1));

        Await.until("it is told of", LIMIT, () -> heard.foreign.contains(KEY));
        assertThat(content(east)).isEmpty();
    }

    @Test
    void another_process_takes_over_where_one_stopped() throws Exception {
        Replication one = start("one", heard, TERMS, TERMS);
        put(east, item(1));
        awaitContent(west, Optional.of(item(1)));
        var later = new Heard();
        start("two", later, TERMS, TERMS);
        assertThat(later.isActive).isFalse();

        open.remove(one);
        one.close();
        put(east, item(2));

        awaitContent(west, Optional.of(item(2)));
        assertThat(later.isActive).isTrue();
        assertThat(later.gaps).isEmpty();
    }

    @Test
    void what_a_stream_that_was_switched_off_has_lost_is_found_in_the_table() throws Exception {
        Replication one = start("one", heard, TERMS, TERMS);
        put(east, item(1));
        put(east, other(1));
        awaitContent(west, Optional.of(item(1)));
        awaitOther(west, Optional.of(other(1)));
        open.remove(one);
        one.close();
        stream(false);
        put(east, item(2));
        delete(east, OTHER);
        stream(true);

        start("two", heard, TERMS, TERMS);

        Await.until("the gap is told of", LIMIT, () -> heard.gaps.stream().anyMatch(Gap.Renewed.class::isInstance));
        awaitContent(west, Optional.of(item(2)));
        awaitOther(west, Optional.empty());
        Await.until("the gap is over", LIMIT, () -> heard.isSwept);
        assertThat(heard.unrecorded).containsExactlyInAnyOrder(KEY, OTHER);
        assertThat(content(east)).contains(item(2));
        assertThat(heard.problems).isEmpty();

        put(east, item(3));
        awaitContent(west, Optional.of(item(3)));
    }

    @Test
    void what_stood_in_a_region_comes_to_stand_in_the_other_and_the_first_region_wins() {
        stream(false);
        put(east, item(1));
        put(west, item(2));
        put(west, other(1));
        stream(true);

        start("one", heard, TERMS, TERMS);

        awaitOther(east, Optional.of(other(1)));
        Await.until("all is brought", LIMIT, () -> heard.isSwept);
        awaitContent(west, Optional.of(item(1)));
        assertThat(content(east)).contains(item(1));
        assertThat(heard.conflicts).extracting(conflict -> conflict.key()).containsOnly(KEY);
        assertThat(heard.gaps).isEmpty();
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void where_one_region_writes_what_stands_only_elsewhere_is_told_of_and_goes_nowhere() {
        stream(false);
        put(east, item(1));
        put(west, other(1));
        stream(true);
        var copiesOnly = new Terms(false, TERMS.granularity(), TERMS.streamDelay(), 3, TERMS.tombstones());

        start("one", heard, TERMS, copiesOnly);

        awaitContent(west, Optional.of(item(1)));
        Await.until("it is told of", LIMIT, () -> heard.foreign.contains(OTHER));
        assertThat(content(east, OTHER)).isEmpty();
        assertThat(heard.foreign).doesNotContain(KEY);
    }

    @Test
    void how_far_a_link_is_is_told_in_the_region_it_leads_to_and_a_gap_is_told_as_unknown() throws Exception {
        Replication one = start("one", heard, TERMS, TERMS);
        put(east, item(1));
        awaitContent(west, Optional.of(item(1)));
        Instant after = Instant.now();

        Await.until(
                "the copy is known to be there",
                LIMIT,
                () -> safeTime().filter(after::isBefore).isPresent());
        assertThat(safeTime().orElseThrow()).isBefore(Instant.now().minus(TERMS.streamDelay()));
        open.remove(one);
        one.close();
        Instant last = safeTime().orElseThrow();
        stream(false);
        stream(true);
        start("two", heard, TERMS, TERMS);

        Await.until(
                "the gap is told",
                LIMIT,
                () -> note().flatMap(LinkProgress::reason)
                        .filter(reason -> reason.contains("was replaced by"))
                        .isPresent());
        Await.until(
                "and its end", LIMIT, () -> safeTime().filter(last::isBefore).isPresent());
    }

    @Test
    void writes_that_are_brought_nowhere_are_told_as_unknown() {
        var copiesOnly = new Terms(false, TERMS.granularity(), TERMS.streamDelay(), 3, TERMS.tombstones());
        start("one", heard, copiesOnly, TERMS);

        Await.until(
                "it is told", LIMIT, () -> note().flatMap(LinkProgress::reason).isPresent());
        assertThat(note().flatMap(LinkProgress::reason).orElseThrow()).contains("brought nowhere");
    }

    /** What is told in the west of what comes from the east. */
    private Optional<LinkProgress> note() {
        return switch (new DynamoProgressNotes(west, new RegionName("us-west")).read(TABLE)) {
            case Looked.Seen<List<ProgressNote>>(var notes) ->
                notes.stream().map(ProgressNote::progress).findFirst();
            case Looked.Unseen<List<ProgressNote>> _ -> Optional.empty();
        };
    }

    private Optional<Instant> safeTime() {
        return note().flatMap(LinkProgress::safeTime);
    }

    private void stream(boolean isOn) {
        for (Store store : List.of(east, west)) {
            LocalStores.given(store.tables(tables ->
                    tables.updateTable(all -> all.tableName(TABLE).streamSpecification(stream -> {
                        stream.streamEnabled(isOn);
                        if (isOn) stream.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
                    }))));
        }
    }

    private Replication start(String me, Heard reports, Terms inEast, Terms inWest) {
        var stores = List.of(
                new RegionStore(new RegionName("us-east"), east.address(), inEast),
                new RegionStore(new RegionName("us-west"), west.address(), inWest));
        var replication = new Replication(TABLE, stores, Pace.ofLocal(), me, reports);
        open.add(replication);
        return replication;
    }

    private Store store(String region) {
        var address =
                StoreAddress.withKey(region, Optional.of(DynamoDbLocal.shared().endpoint()), key, "secret");
        Store store = Store.open(address.within(LIMIT));
        open.add(store);
        return store;
    }

    private static Item item(long n) {
        return Item.of(Map.of("k", new Value.S("a"), "n", Value.N.of(n)));
    }

    private static void put(Store store, Item item) {
        LocalStores.given(store.tables(
                tables -> tables.putItem(all -> all.tableName(TABLE).item(Attributes.of(item)))));
    }

    private static Item other(long n) {
        return Item.of(Map.of("k", OTHER.partition(), "n", Value.N.of(n)));
    }

    private static void delete(Store store, ItemKey key) {
        LocalStores.given(store.tables(tables ->
                tables.deleteItem(all -> all.tableName(TABLE).key(Attributes.of(key, LocalStores.KEYS)))));
    }

    private static void awaitOther(Store store, Optional<Item> wanted) {
        Await.until(
                "the other copy has arrived", LIMIT, () -> content(store, OTHER).equals(wanted));
    }

    private static Optional<Item> content(Store store) {
        return content(store, KEY);
    }

    private static Optional<Item> content(Store store, ItemKey key) {
        return switch (new DynamoTable(store, TABLE, LocalStores.KEYS).read(key)) {
            case Looked.Seen<Optional<Item>>(Optional<Item> item) -> item.map(Item::content);
            case Looked.Unseen<Optional<Item>>(Problem problem) -> throw new AssertionError(problem);
        };
    }

    private static void awaitContent(Store store, Optional<Item> wanted) {
        Await.until("the copy has arrived", LIMIT, () -> content(store).equals(wanted));
    }
}

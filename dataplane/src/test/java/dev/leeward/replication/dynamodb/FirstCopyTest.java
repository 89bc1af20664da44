package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.LocalProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Two real servers whose tables hold rows already, applications that write on, and processes that are killed meanwhile.
 * {@code -Dleeward.replication.rows=2000} makes the tables larger.
 */
class FirstCopyTest {
    private static final int IN_EAST = Integer.getInteger("leeward.replication.rows", 400);
    private static final int IN_WEST = IN_EAST / 4;
    private static final int IN_BOTH = IN_WEST / 2;
    private static final int BATCH = 25;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration REST = Duration.ofSeconds(90);

    private final long seed = Long.getLong("leeward.replication.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String key = DynamoDbLocal.freshKey();

    @Test
    void what_stood_in_either_region_comes_to_stand_in_both_though_processes_are_killed(@TempDir Path folder) {
        try (var eastServer = DynamoDbLocal.start(folder);
                var westServer = DynamoDbLocal.start(folder);
                var east = store("us-east-1", eastServer.endpoint());
                var west = store("us-west-2", westServer.endpoint())) {
            fill(east, withoutStream(east), 0, IN_EAST, "east");
            fill(west, withoutStream(west), IN_EAST - IN_BOTH, IN_WEST, "west");
            streamOn(east);
            streamOn(west);
            var processes = new ArrayList<LocalProcess>();
            try {
                play(folder, east, west, processes, eastServer.endpoint(), westServer.endpoint());
            } finally {
                processes.forEach(LocalProcess::close);
            }
        }
    }

    private void play(
            Path folder, Store east, Store west, List<LocalProcess> processes, URI eastEndpoint, URI westEndpoint) {
        long began = System.nanoTime();
        Writer inEast;
        Writer inWest;
        try (var one = new Writer(east, "east", random.split(), PAUSE);
                var two = new Writer(west, "west", random.split(), PAUSE)) {
            inEast = one;
            inWest = two;
            for (int rows : List.of(IN_EAST / 8, IN_EAST / 3)) {
                processes.add(ReplicatorProcess.start(folder, "p" + processes.size(), key, eastEndpoint, westEndpoint));
                Await.until("some rows have come", REST, () -> contents(west).size() >= IN_WEST + rows);
                processes.getLast().kill();
            }
            processes.add(ReplicatorProcess.start(folder, "p" + processes.size(), key, eastEndpoint, westEndpoint));
            Await.until("most rows have come", REST, () -> contents(west).size() >= IN_WEST + IN_EAST / 2);
        }
        Await.until(
                "the regions hold the same (seed " + seed + ")",
                REST,
                () -> processes.getLast().output().contains(ReplicatorProcess.SWEPT)
                        && contents(east).equals(contents(west)));
        judge(contents(east), inEast, inWest);
        assertThat(processes)
                .allSatisfy(process -> assertThat(process.output()).doesNotContain(ReplicatorProcess.ALARM));
        assertThat(processes.stream().map(LocalProcess::output).reduce("", String::concat))
                .contains("conflict: 0.1000@us-east over 0.999@us-west");
        System.out.printf(
                "seed %d, %d and %d writes, %.1f s%n",
                seed, inEast.writes, inWest.writes, (System.nanoTime() - began) / 1e9);
    }

    /** Of the rows that nobody wrote to, all are there, and where both regions had one, it is that of the first region. */
    private static void judge(Map<ItemKey, Item> contents, Writer inEast, Writer inWest) {
        assertThat(inEast.writes + inWest.writes).isPositive();
        for (int number = 0; number < IN_EAST - IN_BOTH + IN_WEST; number++) {
            Item item = row(number, number < IN_EAST ? "east" : "west");
            assertThat(contents).containsEntry(LocalStores.KEYS.of(item), item);
        }
    }

    private static Map<ItemKey, Item> contents(Store store) {
        var contents = new HashMap<ItemKey, Item>();
        LocalStores.given(store.tables(tables ->
                        tables
                                .scanPaginator(all ->
                                        all.tableName(ReplicatorProcess.TABLE).consistentRead(true))
                                .items()
                                .stream()
                                .map(Attributes::item)
                                .toList()))
                .forEach(item -> contents.put(LocalStores.KEYS.of(item), item.content()));
        return contents;
    }

    private static Item row(int number, String where) {
        return Item.of(Map.of("k", new Value.S("row-" + number), "of", new Value.S(where)));
    }

    private static void fill(Store store, String table, int first, int count, String where) {
        for (int begin = first; begin < first + count; begin += BATCH) {
            var batch = IntStream.range(begin, begin + BATCH)
                    .mapToObj(number -> WriteRequest.builder()
                            .putRequest(PutRequest.builder()
                                    .item(Attributes.of(row(number, where)))
                                    .build())
                            .build())
                    .toList();
            LocalStores.given(
                    store.tables(tables -> tables.batchWriteItem(all -> all.requestItems(Map.of(table, batch)))));
        }
    }

    private static String withoutStream(Store store) {
        LocalStores.create(store, ReplicatorProcess.TABLE);
        stream(store, false);
        return ReplicatorProcess.TABLE;
    }

    private static void streamOn(Store store) {
        stream(store, true);
    }

    private static void stream(Store store, boolean isOn) {
        LocalStores.given(store.tables(tables ->
                tables.updateTable(all -> all.tableName(ReplicatorProcess.TABLE).streamSpecification(stream -> {
                    stream.streamEnabled(isOn);
                    if (isOn) stream.streamViewType("NEW_AND_OLD_IMAGES");
                }))));
    }

    private Store store(String region, URI endpoint) {
        return Store.open(StoreAddress.withKey(region, Optional.of(endpoint), key, "secret")
                .within(Duration.ofSeconds(20)));
    }
}

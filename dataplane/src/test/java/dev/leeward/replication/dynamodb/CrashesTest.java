package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real servers, an application that writes in each, and two processes that replicate, of which one after the other is
 * killed while links are cut and restored.
 */
class CrashesTest {
    private static final Duration ROUND = Duration.ofMillis(1_500);
    private static final int ROUNDS = 7;
    private static final Duration REST = Duration.ofSeconds(45);
    private static final List<TcpProxy.Mode> FAULTS = List.of(
            TcpProxy.Mode.REFUSE,
            TcpProxy.Mode.LOSE_REPLIES,
            TcpProxy.Mode.LOSE_REQUESTS,
            TcpProxy.Mode.HOLD_REQUESTS,
            TcpProxy.Mode.PASS);

    private final long seed = Long.getLong("leeward.replication.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String key = DynamoDbLocal.freshKey();
    private final List<LocalProcess> processes = new ArrayList<>();
    private int started;

    @Test
    void regions_come_to_hold_the_same_and_of_each_key_somebodys_last_write(@TempDir Path folder) {
        try (var eastServer = DynamoDbLocal.start(folder);
                var westServer = DynamoDbLocal.start(folder);
                var eastLink = TcpProxy.before(eastServer.address());
                var westLink = TcpProxy.before(westServer.address());
                var east = store("us-east-1", eastServer.endpoint());
                var west = store("us-west-2", westServer.endpoint())) {
            LocalStores.create(east, ReplicatorProcess.TABLE);
            LocalStores.create(west, ReplicatorProcess.TABLE);
            try {
                play(folder, east, west, eastLink, westLink);
            } finally {
                processes.forEach(LocalProcess::close);
            }
        }
    }

    private void play(Path folder, Store east, Store west, TcpProxy eastLink, TcpProxy westLink) {
        start(folder, eastLink, westLink);
        start(folder, eastLink, westLink);
        Writer inEast;
        Writer inWest;
        try (var one = new Writer(east, "east", random.split());
                var two = new Writer(west, "west", random.split())) {
            inEast = one;
            inWest = two;
            for (int round = 0; round < ROUNDS; round++) {
                LockSupport.parkNanos(ROUND.toNanos());
                processes.get(random.nextInt(processes.size())).kill();
                eastLink.set(FAULTS.get(random.nextInt(FAULTS.size())));
                westLink.set(FAULTS.get(random.nextInt(FAULTS.size())));
                while (alive() < 2) start(folder, eastLink, westLink);
            }
        }
        eastLink.set(TcpProxy.Mode.PASS);
        westLink.set(TcpProxy.Mode.PASS);
        String story =
                "seed " + seed + ", writes " + inEast.writes + " and " + inWest.writes + ", processes " + started;
        Await.until(
                "both regions hold the same (" + story + ")",
                REST,
                () -> contents(east).equals(contents(west)));
        judge(contents(east), inEast, inWest, story);
        assertThat(processes)
                .as(story)
                .allSatisfy(process -> assertThat(process.output()).doesNotContain(ReplicatorProcess.ALARM));
        System.out.println(story);
    }

    private static void judge(Map<ItemKey, Item> contents, Writer inEast, Writer inWest, String story) {
        var keys = new HashSet<>(inEast.last.keySet());
        keys.addAll(inWest.last.keySet());
        assertThat(keys).as(story).hasSizeGreaterThan(20);
        for (ItemKey written : keys) {
            var candidates = new ArrayList<Optional<Item>>();
            if (inEast.last.containsKey(written)) candidates.add(inEast.last.get(written));
            if (inWest.last.containsKey(written)) candidates.add(inWest.last.get(written));
            assertThat(candidates).as("%s: %s", story, written).contains(Optional.ofNullable(contents.get(written)));
        }
    }

    private long alive() {
        return processes.stream().filter(LocalProcess::isAlive).count();
    }

    private void start(Path folder, TcpProxy eastLink, TcpProxy westLink) {
        started++;
        processes.add(ReplicatorProcess.start(folder, "p" + started, key, endpoint(eastLink), endpoint(westLink)));
    }

    private static URI endpoint(TcpProxy link) {
        return URI.create("http://127.0.0.1:" + link.address().getPort());
    }

    private Store store(String region, URI endpoint) {
        return Store.open(StoreAddress.withKey(region, Optional.of(endpoint), key, "secret")
                .within(Duration.ofSeconds(20)));
    }

    private static Map<ItemKey, Item> contents(Store store) {
        var items = LocalStores.given(store.tables(tables ->
                tables.scan(all -> all.tableName(ReplicatorProcess.TABLE).consistentRead(true)).items().stream()
                        .map(Attributes::item)
                        .toList()));
        var contents = new HashMap<ItemKey, Item>();
        items.forEach(item -> contents.put(LocalStores.KEYS.of(item), item.content()));
        return contents;
    }
}

package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Written;
import dev.leeward.testkit.Await;
import dev.leeward.version.Replica;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is stamped side by side, and what is not. */
final class StampingTest {
    private static final Replica HERE = new Replica(new RegionName("eu-west"), "orders");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Terms TERMS =
            new Terms(true, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofDays(8));

    private final Map<ItemKey, Entry> entries = new ConcurrentHashMap<>();
    private final Set<ItemKey> broken = ConcurrentHashMap.newKeySet();
    private final Set<ItemKey> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> given = new ConcurrentLinkedQueue<>();

    @Test
    void different_keys_are_stamped_at_once_up_to_the_bound() {
        var records = IntStream.range(0, 9).mapToObj(n -> write("key-" + n, n)).toList();
        records.forEach(record -> held.add(record.key()));
        var ended = Thread.ofVirtual().start(() -> stamping(4).stamp(records, this::give));
        Await.until("four are under way", SOON, () -> waiting.get() == 4);
        assertThat(given).isEmpty();
        gate.countDown();
        Await.until("all are stamped", SOON, () -> !ended.isAlive());
        assertThat(given).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(waiting).hasValue(9);
    }

    @Test
    void those_of_one_key_keep_their_order() {
        var records =
                IntStream.range(0, 50).mapToObj(n -> write("key-" + n % 2, n)).toList();
        assertThat(stamping(8).stamp(records, this::give)).isEmpty();
        var entry = Optional.ofNullable(entries.get(ItemKey.of("key-0"))).orElseThrow();
        assertThat(entry.passed().orElseThrow().sequence())
                .isEqualTo(records.get(48).sequence());
        assertThat(List.copyOf(given)).hasSize(50).isSorted();
    }

    @Test
    void nothing_is_given_on_before_what_came_before_it_is_stamped() {
        held.add(ItemKey.of("slow"));
        var records = List.of(write("quick", 0), write("slow", 1), write("other", 2));
        var ended = Thread.ofVirtual().start(() -> stamping(3).stamp(records, this::give));
        Await.until("the last is stamped", SOON, () -> entries.containsKey(ItemKey.of("other")));
        Await.until("the first is given on", SOON, () -> given.contains(0L));
        assertThat(given).containsExactly(0L);
        gate.countDown();
        Await.until("all are stamped", SOON, () -> !ended.isAlive());
        assertThat(given).containsExactly(0L, 1L, 2L);
    }

    @Test
    void behind_one_that_cannot_be_stamped_its_key_waits_and_all_is_told_again_the_next_time() {
        broken.add(ItemKey.of("broken"));
        var records = List.of(write("fine", 0), write("broken", 1), write("broken", 2), write("other", 3));
        assertThat(stamping(1).stamp(records, this::give)).isPresent();
        assertThat(given).containsExactly(0L);
        assertThat(entries).containsOnlyKeys(ItemKey.of("fine"));
        broken.clear();
        var rest = new ArrayList<Stamped>();
        assertThat(stamping(2).stamp(records.subList(1, 4), (_, result) -> rest.add(result)))
                .isEmpty();
        assertThat(rest).hasSize(3).allMatch(Stamped.Outward.class::isInstance);
    }

    private void give(ChangeRecord record, Stamped result) {
        assertThat(result).isInstanceOf(Stamped.Outward.class);
        given.add(record.sequence().number().longValueExact());
    }

    private Stamping stamping(int abreast) {
        Stamper stamper = new Stamper(HERE, new Slow(), InstantSource.fixed(NOW), TERMS, new Watch() {
            @Override
            public void conflict(Conflict conflict) {
                throw new AssertionError(conflict);
            }

            @Override
            public void foreignWrite(RegionName region, ItemKey key) {
                throw new AssertionError(key);
            }
        });
        return new Stamping(stamper, StampingTest::carryOut, abreast, _ -> {});
    }

    private static void carryOut(List<? extends Runnable> works) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            works.forEach(threads::execute);
        }
    }

    private static ChangeRecord write(String key, long number) {
        var sequence = new Sequence("2026-01-01T00:00:00.000", BigInteger.valueOf(number));
        var item = Item.of(Map.of("total", Value.N.of(number)));
        return new ChangeRecord(sequence, ItemKey.of(key), NOW, Optional.empty(), Optional.of(item), false);
    }

    /** Holds some keys until the gate opens, and fails at others. */
    private final class Slow implements Sidecar {
        @Override
        public Looked<Optional<Entry>> read(ItemKey key) {
            return new Looked.Seen<>(Optional.ofNullable(entries.get(key)));
        }

        @Override
        public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
            if (broken.contains(key)) {
                return new Written.Failed(Problem.passing(FaultCode.TIMED_OUT, "no answer"), true);
            }
            if (held.contains(key)) {
                waiting.incrementAndGet();
                await();
            }
            if (!Optional.ofNullable(entries.get(key)).equals(expected)) return new Written.Refused();
            entries.put(key, next);
            return new Written.Done(Optional.empty());
        }

        private void await() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

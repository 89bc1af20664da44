package dev.leeward.bench;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An application that puts items of about 230 bytes at a steady rate, whatever becomes of them. */
final class Load implements AutoCloseable {
    private static final int THREADS = 8;
    private static final AttributeValue NOTE = AttributeValue.fromS("left at the door ".repeat(9));

    private final Store store;
    private final String from;
    private final Arrivals arrivals;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isStopping;

    /** Writes so many items a second, to so many keys, from now on. */
    Load(Store store, String from, Arrivals arrivals, int rate, int keys) {
        this.store = store;
        this.from = from;
        this.arrivals = arrivals;
        long pause = 1_000_000_000L * THREADS / rate;
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            threads.add(Thread.ofPlatform().name("load").start(() -> run(number, keys, pause)));
        }
    }

    @Override
    public void close() {
        isStopping = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Each thread has keys of its own. */
    private void run(int thread, int keys, long pause) {
        // Two applications must not write the same keys at the same moments.
        var random = new SplittableRandom(Objects.hash(from, thread));
        int share = Math.max(1, keys / THREADS + (thread < keys % THREADS ? 1 : 0));
        long next = System.nanoTime() + random.nextLong(pause);
        for (long number = 1; !isStopping; number++) {
            LockSupport.parkNanos(next - System.nanoTime());
            next += pause / 2 + random.nextLong(pause);
            write(store, from, arrivals, "order-" + thread + "-" + random.nextInt(share), number);
        }
    }

    static void write(Store store, String from, Arrivals arrivals, String key, long number) {
        Map<String, AttributeValue> item = Map.of(
                Arrivals.KEY,
                AttributeValue.fromS(key),
                Arrivals.NUMBER,
                AttributeValue.fromN(Long.toString(number)),
                Arrivals.FROM,
                AttributeValue.fromS(from),
                "note",
                NOTE);
        arrivals.sent(key, number);
        LocalStores.given(store.tables(
                tables -> tables.putItem(all -> all.tableName(Bed.TABLE).item(item))));
    }
}

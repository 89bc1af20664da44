package dev.leeward.bench;

import dev.leeward.dynamodb.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Sees when writes of one region come to stand in the other, by reading the stream there: a write has arrived once it stands
 * there, or a later one to its key does. The watching itself costs some milliseconds, the same for whoever is measured.
 */
final class Arrivals implements AutoCloseable {
    static final String KEY = "k";
    static final String NUMBER = "n";
    static final String FROM = "from";

    private static final Duration PAUSE = Duration.ofMillis(2);

    private final String from;
    private final Map<String, Deque<Sent>> open = new ConcurrentHashMap<>();
    private final List<Arrived> arrived = new ArrayList<>();
    private final Thread thread;
    private volatile boolean isStopping;

    Arrivals(Store target, String from) {
        this.from = from;
        var tail = new Tail(target);
        this.thread = Thread.ofPlatform().name("arrivals").start(() -> run(tail));
    }

    private record Sent(long number, long at) {}

    /** A write, with the times at which it was sent and seen, and whether it was seen itself or only a later one. */
    record Arrived(long sent, long seen, boolean isItself) {
        double millis() {
            return (seen - sent) / 1e6;
        }
    }

    /** A write is about to be sent. Those of a key are sent one after the other. */
    void sent(String key, long number) {
        Deque<Sent> sent = open.computeIfAbsent(key, _ -> new ArrayDeque<>());
        synchronized (sent) {
            sent.addLast(new Sent(number, System.nanoTime()));
        }
    }

    /** Those that were sent between two times. */
    synchronized List<Arrived> between(long begin, long end) {
        return arrived.stream()
                .filter(each -> each.sent >= begin && each.sent < end)
                .toList();
    }

    /** Those among them that came themselves; of the others only a later one did. */
    List<Arrived> themselves(long begin, long end) {
        List<Arrived> all = between(begin, end);
        List<Arrived> came = all.stream().filter(Arrived::isItself).toList();
        System.out.printf("%d did not come themselves, ", all.size() - came.size() + missing());
        return came;
    }

    /** How many have not come. */
    int missing() {
        int count = 0;
        for (Deque<Sent> sent : open.values()) {
            synchronized (sent) {
                count += sent.size();
            }
        }
        return count;
    }

    @Override
    public void close() {
        isStopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Tail tail) {
        while (!isStopping) {
            var images = tail.images();
            long now = System.nanoTime();
            images.forEach(image -> seen(image, now));
            if (images.isEmpty()) LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void seen(Map<String, AttributeValue> image, long now) {
        AttributeValue author = image.get(FROM);
        AttributeValue key = image.get(KEY);
        AttributeValue count = image.get(NUMBER);
        if (author == null || key == null || count == null || !author.s().equals(from)) return;
        long number = Long.parseLong(count.n());
        Deque<Sent> sent = open.get(key.s());
        if (sent == null) return;
        synchronized (sent) {
            while (!sent.isEmpty() && sent.getFirst().number <= number) {
                Sent one = sent.removeFirst();
                add(new Arrived(one.at, now, one.number == number));
            }
        }
    }

    private synchronized void add(Arrived one) {
        arrived.add(one);
    }
}

package dev.leeward.api;

import dev.leeward.control.Desk;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The journal as server-sent events (WHATWG HTML, section 9.2): the id of an event is its sequence, and a client that
 * comes back with Last-Event-ID goes on where it stopped. At most {@value #MAX_SUBSCRIBERS} subscribers.
 */
final class EventStream implements AutoCloseable {
    static final int MAX_SUBSCRIBERS = 32;
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Desk desk;
    private final Duration heartbeat;
    private final Duration patience;
    private final AtomicInteger places = new AtomicInteger(MAX_SUBSCRIBERS);
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final Thread watcher;

    /**
     * @param heartbeat how often a comment shows that the connection lives
     * @param patience how long a subscriber may take to accept what it is sent before it is dropped
     */
    EventStream(Desk desk, Duration heartbeat, Duration patience) {
        this.desk = desk;
        this.heartbeat = heartbeat;
        this.patience = patience;
        this.watcher = Thread.ofVirtual().name("api-slow-subscribers").start(this::dropTheSlow);
    }

    /** Keeps the connection and sends entries until the client leaves, is too slow, or the server stops. */
    void respond(Exchange exchange) {
        if (places.getAndDecrement() <= 0) {
            places.incrementAndGet();
            exchange.problem(
                    503,
                    Problem.passing(
                            FaultCode.EXHAUSTED,
                            "all " + MAX_SUBSCRIBERS + " places for event subscribers are taken",
                            Duration.ofSeconds(10)));
            return;
        }
        try {
            serve(exchange);
        } finally {
            places.incrementAndGet();
        }
    }

    private void serve(Exchange exchange) {
        var response = exchange.response();
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.header("X-Accel-Buffering", "no");
        var subscriber = new Subscriber(desk, response.outputStream(), heartbeat);
        watch(subscriber);
        try {
            subscriber.run(after(exchange));
        } finally {
            subscribers.remove(subscriber);
        }
    }

    /** Drops {@code subscriber} once it is too slow, or at the end. */
    void watch(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    /** Where to go on: after this sequence, or {@link Subscriber#FROM_NOW}. */
    private static long after(Exchange exchange) {
        var text = exchange.header(LAST_EVENT_ID).or(() -> exchange.query("after"));
        if (text.isEmpty()) return Subscriber.FROM_NOW;
        try {
            return Math.max(0, Long.parseLong(text.get().strip()));
        } catch (NumberFormatException notOurs) {
            return Subscriber.FROM_NOW;
        }
    }

    private void dropTheSlow() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                each(subscriber -> subscriber.dropIfSlow(patience));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void each(Consumer<Subscriber> action) {
        subscribers.forEach(action);
    }

    @Override
    public void close() {
        watcher.interrupt();
        each(Subscriber::drop);
    }
}

package dev.leeward.api;

import dev.leeward.api.body.WhereaboutsBody;
import dev.leeward.control.Desk;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Server-sent events (WHATWG HTML, section 9.2): the journal, where the id of an event is its sequence and a client that
 * comes back with Last-Event-ID goes on where it stopped, and where services are. At most {@value #MAX_SUBSCRIBERS} subscribers.
 */
final class EventStream implements AutoCloseable {
    static final int MAX_SUBSCRIBERS = 32;
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Desk desk;
    private final Duration heartbeat;
    private final Duration patience;
    private final AtomicInteger places = new AtomicInteger(MAX_SUBSCRIBERS);
    private final Set<Listener> subscribers = ConcurrentHashMap.newKeySet();
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
        hold(exchange, out -> new Subscriber(desk, out, heartbeat, after(exchange)));
    }

    /** The same with what {@code look} shows, whenever that changes. */
    void respond(Exchange exchange, Supplier<Optional<WhereaboutsBody>> look) {
        hold(exchange, out -> new WhereaboutsFollower(desk, out, heartbeat, look));
    }

    private void hold(Exchange exchange, Function<OutputStream, Listener> client) {
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
            serve(exchange, client);
        } finally {
            places.incrementAndGet();
        }
    }

    private void serve(Exchange exchange, Function<OutputStream, Listener> client) {
        var response = exchange.response();
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.header("X-Accel-Buffering", "no");
        var listener = client.apply(response.outputStream());
        watch(listener);
        try {
            listener.listen();
        } finally {
            subscribers.remove(listener);
        }
    }

    /** Drops {@code listener} once it is too slow, or at the end. */
    void watch(Listener listener) {
        subscribers.add(listener);
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
                each(listener -> listener.dropIfSlow(patience));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void each(Consumer<Listener> action) {
        subscribers.forEach(action);
    }

    @Override
    public void close() {
        watcher.interrupt();
        each(Listener::drop);
    }
}

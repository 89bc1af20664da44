package dev.leeward.api;

import dev.leeward.api.body.EntryBody;
import dev.leeward.control.Desk;
import dev.leeward.journal.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the event stream: a cursor in the journal and nothing else. New entries only wake it up and are then read
 * from the journal, so there is no queue that could grow or lose one.
 */
final class Subscriber {
    /** Only what is appended from now on. */
    static final long FROM_NOW = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final int PAGE = 256;
    private static final long IDLE = Long.MIN_VALUE;

    private final Desk desk;
    private final OutputStream out;
    private final Duration heartbeat;
    private final Semaphore news = new Semaphore(0);
    private final AtomicLong firstNew = new AtomicLong(FROM_NOW);
    private final AtomicLong writingSince = new AtomicLong(IDLE);
    private final Thread thread = Thread.currentThread();
    private volatile boolean dropped;

    /** To be run on the thread that makes it. */
    Subscriber(Desk desk, OutputStream out, Duration heartbeat) {
        this.desk = desk;
        this.out = out;
        this.heartbeat = heartbeat;
    }

    /** Sends what follows {@code after} until the client leaves or is dropped. */
    void run(long after) {
        // Followed before the first read: an entry appended in between is read or wakes, never missed.
        var subscription = desk.follow(this::wake);
        try (out) {
            write("retry: 2000\n: connected\n\n");
            send(after);
        } catch (InterruptedException droppedOrStopping) {
            LOG.debug("event subscriber dropped", droppedOrStopping);
            if (!dropped) Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("event subscriber left", gone);
            // Consumes the interrupt that closed the connection, so that it does not hit the next one.
            if (dropped) Thread.interrupted();
        } finally {
            end(subscription);
        }
    }

    private void send(long after) throws IOException, InterruptedException {
        long cursor = after;
        while (!dropped) {
            if (cursor != FROM_NOW) {
                cursor = catchUp(cursor);
            }
            if (news.tryAcquire(heartbeat.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
                long first = firstNew.getAndSet(FROM_NOW);
                // A cursor beyond the journal comes from another one: go on with what is new here.
                if (first != FROM_NOW && (cursor == FROM_NOW || cursor >= first)) cursor = first - 1;
            } else {
                write(": still here\n\n");
            }
        }
    }

    private long catchUp(long cursor) throws IOException {
        long at = cursor;
        List<Entry> page;
        do {
            page = desk.journal(at, PAGE);
            var text = new StringBuilder();
            for (var entry : page) {
                text.append("id: ").append(entry.sequence()).append("\ndata: ");
                text.append(Json.MAPPER.writeValueAsString(EntryBody.of(entry))).append("\n\n");
                at = entry.sequence();
            }
            if (!page.isEmpty()) write(text.toString());
        } while (page.size() == PAGE && !dropped);
        return at;
    }

    private void write(String text) throws IOException {
        writingSince.set(System.nanoTime());
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        writingSince.set(IDLE);
    }

    private void wake(Entry entry) {
        firstNew.compareAndSet(FROM_NOW, entry.sequence());
        if (news.availablePermits() == 0) news.release();
    }

    /** Drops the client when it has not accepted what it was sent for {@code patience}. */
    void dropIfSlow(Duration patience) {
        long since = writingSince.get();
        if (since != IDLE && System.nanoTime() - since > patience.toNanos()) drop();
    }

    /** Ends the connection, even in the middle of a write. */
    void drop() {
        dropped = true;
        thread.interrupt();
    }

    private static void end(AutoCloseable subscription) {
        try {
            subscription.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("a subscription could not be ended", e);
        }
    }
}

package dev.leeward.api;

import dev.leeward.control.Desk;
import dev.leeward.journal.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of an event stream, told of what is new until it leaves or is dropped for being too slow. */
abstract sealed class Listener permits Subscriber, WhereaboutsFollower {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final long IDLE = Long.MIN_VALUE;

    private final Desk desk;
    private final OutputStream out;
    private final AtomicLong writingSince = new AtomicLong(IDLE);
    private final Thread thread = Thread.currentThread();
    private volatile boolean dropped;

    /** To be run on the thread that makes it. */
    Listener(Desk desk, OutputStream out) {
        this.desk = desk;
        this.out = out;
    }

    /** An entry was appended. Never blocks. */
    abstract void wake(Entry entry);

    /** Sends what is new, until {@link #isDropped}. */
    abstract void talk() throws IOException, InterruptedException;

    /** Talks until the client leaves or is dropped. */
    final void listen() {
        // Followed before the first read: an entry appended in between is read or wakes, never missed.
        var subscription = desk.follow(this::wake);
        try (out) {
            write("retry: 2000\n: connected\n\n");
            talk();
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

    final boolean isDropped() {
        return dropped;
    }

    final void write(String text) throws IOException {
        writingSince.set(System.nanoTime());
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        writingSince.set(IDLE);
    }

    /** Shows that the connection lives. */
    final void heartbeat() throws IOException {
        write(": still here\n\n");
    }

    /** Drops the client when it has not accepted what it was sent for {@code patience}. */
    final void dropIfSlow(Duration patience) {
        long since = writingSince.get();
        if (since != IDLE && System.nanoTime() - since > patience.toNanos()) drop();
    }

    /** Ends the connection, even in the middle of a write. */
    final void drop() {
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

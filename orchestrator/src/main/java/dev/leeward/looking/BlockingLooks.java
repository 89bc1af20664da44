package dev.leeward.looking;

import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks that block, each on a virtual thread of its own: only so many at once, each told exactly once, all ended by closing. */
public final class BlockingLooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockingLooks.class);

    private final String what;
    private final Semaphore free;
    private final Set<Thread> lookers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * No look yet.
     *
     * @param what is looked at, in the plural
     * @param most so many at once
     */
    public BlockingLooks(String what, int most) {
        this.what = what;
        this.free = new Semaphore(most);
    }

    /** One look. It keeps to its probe's deadline, and ends soon when its thread is interrupted. */
    public interface Look {
        /**
         * What is seen.
         *
         * @param begun when it began, by {@link System#nanoTime()}
         * @throws InterruptedException declared also for libraries that throw it without a word
         */
        Sighting make(long begun) throws InterruptedException;
    }

    /** Makes {@code look}, and tells {@code sink}; returns at once. */
    public void start(ProbeId probe, Consumer<Sighting> sink, Look look) {
        if (!free.tryAcquire()) {
            sink.accept(inconclusive("too many looks at " + what + " at once", System.nanoTime()));
            return;
        }
        Thread looker = Thread.ofVirtual().name("leeward-look-" + probe).unstarted(() -> sink.accept(seen(look)));
        lookers.add(looker);
        looker.start();
        // After the add: either close() sees this looker, or this sees that it is closed.
        if (closed) looker.interrupt();
    }

    private Sighting seen(Look look) {
        long begun = System.nanoTime();
        try {
            Sighting seen = closed ? shut(begun) : look.make(begun);
            // What was about to end may have done so just before: the same is said of all.
            return closed ? shut(begun) : seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return shut(begun);
        } catch (RuntimeException bug) {
            LOG.error("a look at {} failed unexpectedly", what, bug);
            return inconclusive("unexpected: " + bug, begun);
        } finally {
            lookers.remove(Thread.currentThread());
            free.release();
        }
    }

    private static Sighting shut(long begun) {
        return inconclusive("the prober is closed", begun);
    }

    /** Nothing was learnt of what is looked at. */
    public static Sighting inconclusive(String why, long begun) {
        return new Sighting.Inconclusive(why, timings(begun));
    }

    /** From {@code begun} until now. */
    public static PhaseTimings timings(long begun) {
        return PhaseTimings.ofTotal(Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Ends all looks in flight. */
    @Override
    public void close() {
        closed = true;
        lookers.forEach(Thread::interrupt);
    }
}

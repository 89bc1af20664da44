package dev.leeward.node;

import dev.leeward.control.ControlLoop;
import dev.leeward.control.Input;
import dev.leeward.control.Turned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives the control loop on one platform thread: take what arrived, turn, sleep until the next wake. */
final class LoopThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final ControlLoop loop;
    private final Inbox inbox;
    private final InstantSource clock;
    private final Consumer<Duration> turnTook;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile Instant lastTurn = Instant.MIN;
    private volatile boolean stopping;
    private volatile Ending ending = new Ending(false, "stopped");

    /**
     * Why the loop ended.
     *
     * @param bug whether it must not be begun again by this process
     */
    record Ending(boolean bug, String sentence) {}

    LoopThread(ControlLoop loop, Inbox inbox, InstantSource clock, Consumer<Duration> turnTook) {
        this.loop = loop;
        this.inbox = inbox;
        this.clock = clock;
        this.turnTook = turnTook;
        this.thread = Thread.ofPlatform().name("control-loop").unstarted(this::run);
    }

    void start() {
        lastTurn = clock.instant();
        thread.start();
    }

    /** When the loop last came to the end of a turn. */
    Instant lastTurn() {
        return lastTurn;
    }

    /** Waits until the loop ended, and says why it did. */
    Ending awaitEnd() throws InterruptedException {
        ended.await();
        return ending;
    }

    private void run() {
        try {
            while (!stopping && turnOnce()) {
                lastTurn = clock.instant();
            }
        } catch (InterruptedException _) {
            if (!stopping) ending = new Ending(false, "interrupted");
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            // A loop that met a bug must not go on deciding; whoever restarts it resumes from the journal.
            LOG.error("the control loop met a bug and stops", bug);
            // Whoever stops it interrupts it, and what that breaks is no bug.
            ending = new Ending(!stopping, "bug: " + bug);
        } finally {
            ended.countDown();
        }
    }

    private boolean turnOnce() throws InterruptedException {
        var now = clock.instant();
        var wait = loop.wake().isAfter(now) ? Duration.between(now, loop.wake()) : Duration.ZERO;
        List<Input> inputs = inbox.take(wait);
        long start = System.nanoTime();
        var turned = loop.turn(clock.instant(), inputs);
        turnTook.accept(Duration.ofNanos(System.nanoTime() - start));
        return switch (turned) {
            case Turned.Durable _ -> true;
            case Turned.NotDurable failed -> {
                LOG.error("the journal does not accept appends, nothing is done: {}", failed.problem());
                Thread.sleep(AFTER_FAILURE);
                yield true;
            }
            case Turned.Deposed deposed -> {
                ending = new Ending(false, deposed.why().sentence());
                LOG.error("the control loop stops: {}", ending.sentence());
                yield false;
            }
        };
    }

    /** Lets no further turn begin; {@code why} it ends, unless it has ended already. */
    void stop(String why) {
        if (ended.getCount() > 0) ending = new Ending(false, why);
        stopping = true;
        thread.interrupt();
    }

    @Override
    public void close() {
        stop("stopped");
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.leeward.replication.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads run as if there were one: only who holds the baton runs, and hands it on by chance whenever it pauses. Time
 * goes on with every pause.
 */
final class Baton {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST_MILLIS = 5;

    private final RandomGenerator random;
    private final List<Runner> runners = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable Runner holder;
    private @Nullable Throwable failure;
    private long millis;
    private long pauses;

    Baton(RandomGenerator random) {
        this.random = random;
    }

    /** True time since the world began. */
    Instant now() {
        return START.plusMillis(millis);
    }

    long pauses() {
        return pauses;
    }

    /** Adds a runner; it starts when the baton comes to it. */
    void add(Runnable work) {
        var runner = new Runner();
        runners.add(runner);
        Thread.ofVirtual().start(() -> {
            runner.turn.acquireUninterruptibly();
            try {
                work.run();
            } catch (Died _) {
                pauses++; // its process is gone, and so is it
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                runners.remove(runner);
                if (runners.isEmpty()) finished.countDown();
                else give(runners.get(random.nextInt(runners.size())));
            }
        });
    }

    /** Runs until every runner has come to its end. */
    void run() throws InterruptedException {
        give(runners.getFirst());
        finished.await();
        if (failure instanceof RuntimeException e) throw e;
        if (failure instanceof Error e) throw e;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** Lets others do something. */
    void pause() {
        pauses++;
        millis += random.nextInt(MOST_MILLIS);
        Runner self = holder;
        Runner next = runners.get(random.nextInt(runners.size()));
        if (self == null || next == self) return;
        give(next);
        self.turn.acquireUninterruptibly();
    }

    void pass(Duration time) {
        millis += time.toMillis();
    }

    private void give(Runner next) {
        holder = next;
        next.turn.release();
    }

    private static final class Runner {
        private final Semaphore turn = new Semaphore(0);
    }

    /** Ends what a process was doing, wherever it was. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;

        Died() {
            super("its process has died", null, false, false);
        }
    }
}

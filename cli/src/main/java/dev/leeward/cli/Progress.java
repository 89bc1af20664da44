package dev.leeward.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says how far something got, once it takes longer than two seconds and somebody is there to see it. */
final class Progress {
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
    private static final long EVERY = Duration.ofMillis(500).toNanos();

    private final PrintWriter err;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong said = new AtomicLong(begun + PATIENCE - EVERY);
    private volatile boolean shown;
    private long expected = 1;

    Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** So many steps there are. */
    void expect(long steps) {
        expected = Math.max(1, steps);
    }

    /** One is done; on any thread. */
    void step() {
        long steps = done.incrementAndGet();
        long now = System.nanoTime();
        long last = said.get();
        if (!terminal || now - last < EVERY || !said.compareAndSet(last, now)) return;
        shown = true;
        err.print("\rleeward: simulating, " + 100 * steps / expected + " %");
        err.flush();
    }

    /** Nothing stays on the screen. */
    void end() {
        if (!shown) return;
        err.print("\r" + " ".repeat(40) + "\r");
        err.flush();
    }
}

package dev.leeward.cli;

import dev.leeward.decision.Words;
import dev.leeward.region.RegionName;
import dev.leeward.verification.Watch;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Shows on a terminal how far a comparison got and how long it will still take. */
final class VerifyProgress implements Watch {
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
    private static final long EVERY = Duration.ofMillis(500).toNanos();
    private static final int BAR = 24;
    private static final int WIDTH = 100;

    private final PrintWriter err;
    private final boolean terminal;
    private final String table;
    private final long expected;
    private final long begun = System.nanoTime();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong said = new AtomicLong(begun + PATIENCE - EVERY);
    private volatile boolean shown;

    /** Of a table that holds about so many items in all regions together. */
    VerifyProgress(PrintWriter err, boolean terminal, String table, long expected) {
        this.err = err;
        this.terminal = terminal;
        this.table = table;
        this.expected = expected;
    }

    @Override
    public void read(RegionName region, int items) {
        long all = read.addAndGet(items);
        long now = System.nanoTime();
        long last = said.get();
        if (!terminal || now - last < EVERY || !said.compareAndSet(last, now)) return;
        show(line(table, all, expected, Duration.ofNanos(now - begun)));
    }

    @Override
    public void looking(int suspects) {
        if (terminal) show("leeward: " + table + ": looking again at " + suspects + " keys that differed");
    }

    /** Nothing stays on the screen. */
    void end() {
        if (!shown) return;
        err.print("\r" + " ".repeat(WIDTH) + "\r");
        err.flush();
    }

    /** {@code orders [######      ] 27 %, 540,000 items, 36,000/s, about 40 s left}. */
    static String line(String table, long read, long expected, Duration length) {
        double rate = read / Math.max(1e-3, length.toNanos() / 1e9);
        String pace = String.format(Locale.ROOT, "%,d items, %,.0f/s", read, rate);
        // Stores count a few times a day, so there may be more than they said, or a count of none.
        if (read >= expected) return "leeward: " + table + ": " + pace;
        int percent = (int) (100 * read / expected);
        int full = BAR * percent / 100;
        Duration left = Duration.ofSeconds((long) Math.ceil((expected - read) / Math.max(1, rate)));
        return "leeward: " + table + " [" + "#".repeat(full) + " ".repeat(BAR - full) + "] " + percent + " %, " + pace
                + ", about " + Words.of(left) + " left";
    }

    private synchronized void show(String line) {
        shown = true;
        err.print("\r" + Text.pad(line, WIDTH));
        err.flush();
    }
}

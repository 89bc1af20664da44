package dev.leeward.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock of one life of a node, as production has it: anchored once, when the process starts, at the wall clock or at
 * the journal's last entry, whichever is later; from then on it follows the machine's monotonic clock, which drifts.
 */
public final class NodeClock {
    private static final long MILLION = 1_000_000;

    private final Timeline timeline;
    private Instant anchor;
    private final long anchoredAt;
    private final long partsPerMillion;

    /**
     * A clock that starts now.
     *
     * @param partsPerMillion how much faster than true time it runs
     */
    public NodeClock(Timeline timeline, Instant anchor, long partsPerMillion) {
        this.timeline = timeline;
        this.anchor = anchor;
        this.anchoredAt = timeline.now();
        this.partsPerMillion = partsPerMillion;
    }

    /** What it shows. */
    public Instant instant() {
        long passed = timeline.now() - anchoredAt;
        return anchor.plusNanos(passed + scaled(passed, partsPerMillion));
    }

    /** Goes on from {@code moment} where that is later than now; never back. */
    public void advanceTo(Instant moment) {
        var now = instant();
        if (moment.isAfter(now)) anchor = anchor.plus(Duration.between(now, moment));
    }

    /** Nanoseconds of true time until it shows {@code moment}, or a little more. */
    public long until(Instant moment) {
        if (moment.equals(Instant.MAX)) return Long.MAX_VALUE / 4;
        if (moment.equals(Instant.MIN)) return 0;
        long left = ChronoUnit.NANOS.between(instant(), moment);
        if (left <= 0) return 0;
        return left - scaled(left, partsPerMillion) + scaled(left, Math.abs(partsPerMillion) / 1_000 + 1) + 1;
    }

    private static long scaled(long nanos, long ppm) {
        return nanos / MILLION * ppm + nanos % MILLION * ppm / MILLION;
    }
}

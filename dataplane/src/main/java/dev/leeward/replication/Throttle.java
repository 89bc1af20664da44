package dev.leeward.replication;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets so many through in a second, and not much more than that at once. */
final class Throttle {
    private static final Duration BURST = Duration.ofMillis(100);

    private final Duration each;
    private final InstantSource steady;
    private Instant next = Instant.MIN;

    Throttle(int perSecond, InstantSource steady) {
        if (perSecond < 1) throw new IllegalArgumentException("something has to go through");
        this.each = Duration.ofSeconds(1).dividedBy(perSecond);
        this.steady = steady;
    }

    /** Whether one more may go through now; if so, it counts. */
    synchronized boolean admits() {
        Instant now = steady.instant();
        if (next.isAfter(now)) return false;
        Instant earliest = now.minus(BURST);
        next = (next.isBefore(earliest) ? earliest : next).plus(each);
        return true;
    }
}

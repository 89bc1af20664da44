package dev.leeward.simulator.check;

import java.time.Duration;
import java.time.Instant;

/**
 * Compares durations of true time with durations that a node measured: its monotonic clock is assumed to be off by at most
 * one percent, and nothing else is assumed of it (S22).
 */
final class Drift {
    private static final Duration GRAIN = Duration.ofMillis(50);

    private Drift() {}

    /** Whether no node with an honest clock could have measured as little as {@code limit} between the two. */
    static boolean longer(Instant from, Instant to, Duration limit) {
        return Duration.between(from, to)
                        .compareTo(limit.plus(limit.dividedBy(100)).plus(GRAIN))
                > 0;
    }

    /** Whether no node with an honest clock could have measured as much as {@code least} between the two. */
    static boolean shorter(Instant from, Instant to, Duration least) {
        return Duration.between(from, to)
                        .compareTo(least.minus(least.dividedBy(100)).minus(GRAIN))
                < 0;
    }

    /** The last moment from which to {@code to} an honest clock can have measured {@code length}. */
    static Instant latest(Instant to, Duration length) {
        return to.minus(length).plus(length.dividedBy(100)).plus(GRAIN);
    }
}

package dev.leeward.runbook;

import java.time.Duration;

/**
 * How long a step is tried, and at what distance: the two bound how often.
 *
 * @param perCall deadline of one attempt
 * @param total no attempt begins later than this after the first
 * @param backoff before the second attempt; doubles each time
 * @param maxBackoff and never exceeds this
 */
public record StepLimits(Duration perCall, Duration total, Duration backoff, Duration maxBackoff) {
    private static final StepLimits LOOK = new StepLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final StepLimits CHANGE = new StepLimits(
            Duration.ofSeconds(15), Duration.ofMinutes(15), Duration.ofMillis(250), Duration.ofSeconds(5));
    private static final StepLimits PROOF = new StepLimits(
            Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofMillis(250), Duration.ofSeconds(5));

    /** The limits of steps of {@code kind}. */
    public static StepLimits of(StepKind kind) {
        return switch (kind) {
            case RECHECK -> LOOK;
            case LOWER_TTL, STEER, RESTORE_TTL, TAKE_BACK -> CHANGE;
            case VERIFY -> PROOF;
            // Takes as long as the old TTL does, which no limit of ours can shorten; one attempt, no call.
            case DRAIN, NOTIFY -> new StepLimits(Duration.ZERO, Duration.ofDays(40), Duration.ZERO, Duration.ZERO);
        };
    }

    /** How long to wait before the attempt after {@code attempts}. */
    Duration backoffAfter(int attempts) {
        var wait = backoff.multipliedBy(1L << Math.min(10, Math.max(0, attempts - 1)));
        return wait.compareTo(maxBackoff) > 0 ? maxBackoff : wait;
    }
}

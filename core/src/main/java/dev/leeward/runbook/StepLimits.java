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

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** What stands in the way of traffic is tried for a while, and again by a run of its own. */
    private static final StepLimits BACK =
            new StepLimits(Duration.ofSeconds(30), Duration.ofMinutes(1), PAUSE, LONGEST_PAUSE);

    /** The limits of {@code step}: those of its measure, if it takes one. */
    public static StepLimits of(Step step) {
        boolean takes = step.kind() == StepKind.FENCE || step.kind() == StepKind.PERFORM;
        return step.measure()
                .filter(_ -> step.kind() != StepKind.CATCH_UP)
                .map(measure -> takes ? taking(measure.limit()) : BACK)
                .orElseGet(() -> of(step.kind()));
    }

    private static StepLimits taking(Duration limit) {
        return new StepLimits(limit, limit, PAUSE, LONGEST_PAUSE);
    }

    private static StepLimits of(StepKind kind) {
        return switch (kind) {
            case RECHECK -> LOOK;
            case LOWER_TTL, STEER, RESTORE_TTL, TAKE_BACK -> CHANGE;
            case FENCE, PERFORM, RELEASE, UNDO -> BACK;
            case VERIFY -> PROOF;
            // Takes as long as the old TTL does, which no limit of ours can shorten; one attempt, no call.
            case DRAIN, CATCH_UP, NOTIFY ->
                new StepLimits(Duration.ZERO, Duration.ofDays(40), Duration.ZERO, Duration.ZERO);
        };
    }

    /** How long to wait before the attempt after {@code attempts}. */
    Duration backoffAfter(int attempts) {
        var wait = backoff.multipliedBy(1L << Math.min(10, Math.max(0, attempts - 1)));
        return wait.compareTo(maxBackoff) > 0 ? maxBackoff : wait;
    }
}

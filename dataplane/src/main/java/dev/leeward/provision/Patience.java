package dev.leeward.provision;

import java.time.Duration;

/**
 * How long is waited for a step.
 *
 * @param first until the first look after an order; each further pause is longer
 * @param most no pause is longer
 * @param grace how long a store that said yes may show no sign of it
 * @param deadline how long a step may take
 */
public record Patience(Duration first, Duration most, Duration grace, Duration deadline) {
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** The usual pauses within a deadline for each step. */
    public static Patience within(Duration deadline) {
        return new Patience(
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                deadline.compareTo(GRACE) < 0 ? deadline : GRACE,
                deadline);
    }
}

package dev.leeward.measure.joint;

import java.time.Duration;

/**
 * The instant after which nothing is waited for.
 *
 * @param nanos by {@link System#nanoTime()}
 */
public record Deadline(long nanos) {
    private static final long LEAST_MILLIS = 1;

    /** The one {@code length} from now. */
    public static Deadline in(Duration length) {
        return new Deadline(System.nanoTime() + length.toNanos());
    }

    /** What is left; never below nothing. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** Whether nothing is left. */
    public boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }

    /** This one, or an earlier one {@code most} from now. */
    public Deadline within(Duration most) {
        var sooner = in(most);
        return sooner.nanos - nanos < 0 ? sooner : this;
    }

    /** What is left, for those to whom 0 means for ever. */
    public int millis() {
        return (int) Math.clamp(left().toMillis(), LEAST_MILLIS, Integer.MAX_VALUE);
    }
}

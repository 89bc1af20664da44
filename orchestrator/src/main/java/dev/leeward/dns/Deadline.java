package dev.leeward.dns;

import java.time.Duration;

/**
 * A moment on the monotonic clock by which a call has to be back.
 *
 * @param nanoTime the moment as {@link System#nanoTime} shows it
 */
public record Deadline(long nanoTime) {
    /** The moment {@code limit} from now. */
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** This one, or the moment {@code limit} from now if that comes first. */
    public Deadline butAtMost(Duration limit) {
        return left().compareTo(limit) <= 0 ? this : in(limit);
    }

    /** Time left; zero when it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** Whether it has passed. */
    public boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** Time left for socket calls, where 0 would mean "for ever": at least one millisecond. */
    int millis() {
        return Math.clamp(left().toMillis(), 1, Integer.MAX_VALUE);
    }
}

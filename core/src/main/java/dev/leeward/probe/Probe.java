package dev.leeward.probe;

import java.time.Duration;
import java.util.Objects;

/**
 * One way of looking at a region or at a reference target.
 *
 * @param check what is asked and what is expected
 * @param interval from the start of one look to the start of the next
 * @param timeout hard deadline of one look, over all its phases; at most {@code interval}
 * @param burst spacing from start to start while the last look failed
 */
public record Probe(ProbeId id, Check check, Duration interval, Duration timeout, Duration burst) {
    public Probe {
        Objects.requireNonNull(id);
        Objects.requireNonNull(check);
        if (!timeout.isPositive() || timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException(id + ": timeout " + timeout + " must be within interval " + interval);
        }
    }

    /** Whether it only asks what somebody else says, see {@link Check#isHearsay()}. */
    public boolean isHearsay() {
        return check.isHearsay();
    }
}

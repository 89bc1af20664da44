package dev.leeward.probe.schedule;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock as it was when this was made, carried on by the monotonic clock: it never jumps, so intervals stay
 * intervals when somebody sets the time or NTP steps it. It drifts from the wall clock by what that is corrected by.
 */
public final class SteadyClock implements InstantSource {

    private final Instant anchor = Instant.now();
    private final long anchorNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return anchor.plusNanos(System.nanoTime() - anchorNanos);
    }
}

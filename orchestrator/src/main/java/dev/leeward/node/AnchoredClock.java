package dev.leeward.node;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that never jumps: the wall clock is read once, and from there on only monotonic time counts, so that a correction
 * of the clock (NTP, an operator, a resumed machine) neither ends a dwell early nor makes evidence stale (S22). Never
 * behind {@code notBefore}, so that the journal's time does not run backwards over a restart either.
 */
public final class AnchoredClock implements InstantSource {
    private final Instant anchor;
    private final long anchorNanos;

    private AnchoredClock(Instant anchor) {
        this.anchor = anchor;
        this.anchorNanos = System.nanoTime();
    }

    /** Anchors at the wall clock's time, or at {@code notBefore} where that is later. */
    public static AnchoredClock notBefore(Instant notBefore) {
        var wall = Clock.systemUTC().instant();
        return new AnchoredClock(wall.isBefore(notBefore) ? notBefore : wall);
    }

    @Override
    public Instant instant() {
        return anchor.plusNanos(System.nanoTime() - anchorNanos);
    }
}

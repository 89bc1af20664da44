package dev.leeward.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time that never jumps: the wall clock is read once, and from there on only monotonic time counts, so that a correction
 * of the clock (NTP, an operator, a resumed machine) neither ends a dwell early nor makes evidence stale (S22). The one
 * exception is {@link #advanceTo}: the journal's time must not run backwards, over a restart or a change of leaders.
 */
public final class AnchoredClock implements InstantSource {
    private final AtomicReference<Instant> anchor;
    private final long anchorNanos;

    private AnchoredClock(Instant anchor) {
        this.anchor = new AtomicReference<>(anchor);
        this.anchorNanos = System.nanoTime();
    }

    /** Anchors at the wall clock's time, or at {@code notBefore} where that is later. */
    public static AnchoredClock notBefore(Instant notBefore) {
        var clock = new AnchoredClock(Clock.systemUTC().instant());
        clock.advanceTo(notBefore);
        return clock;
    }

    /** Goes on from {@code instant} where that is later than now; never back. */
    public void advanceTo(Instant instant) {
        anchor.updateAndGet(from -> {
            var behind = Duration.between(from.plusNanos(elapsed()), instant);
            return behind.isPositive() ? from.plus(behind) : from;
        });
    }

    @Override
    public Instant instant() {
        return anchor.get().plusNanos(elapsed());
    }

    private long elapsed() {
        return System.nanoTime() - anchorNanos;
    }
}

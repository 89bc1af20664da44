package dev.leeward.verification;

import java.time.Duration;
import java.time.Instant;

/** Keeps what is read in a region within its rate: who has spent rests until it is paid for. */
final class Pace {
    private final double rate;
    private Instant paidUntil = Instant.MIN;

    Pace(double rate) {
        this.rate = rate;
    }

    /** Notes what was spent, and says how long to rest for it. */
    synchronized Duration spend(double units, Instant now) {
        if (paidUntil.isBefore(now)) paidUntil = now;
        paidUntil = paidUntil.plusNanos((long) (units / rate * 1e9));
        return Duration.between(now, paidUntil);
    }
}

package dev.leeward.verification;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps what is read in a region within its rate. Who wants to read says what it may cost and waits until all that was read
 * before is paid for; afterwards it is put right. So parts that are read side by side come one after the other if need be.
 */
final class Pace {
    private final double rate;
    private Instant paidUntil = Instant.MIN;

    Pace(double rate) {
        this.rate = rate;
    }

    /** Notes that so much is about to be spent, and says how long to wait before. */
    synchronized Duration enter(double units, Instant now) {
        if (paidUntil.isBefore(now)) paidUntil = now;
        Duration wait = Duration.between(now, paidUntil);
        spend(units);
        return wait;
    }

    /** Puts right what was noted: it was so much more, or less if negative. */
    synchronized void correct(double units) {
        spend(units);
    }

    private void spend(double units) {
        paidUntil = paidUntil.plusNanos((long) (units / rate * 1e9));
    }
}

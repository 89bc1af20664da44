package dev.leeward.steering.route53;

import java.time.Duration;

/**
 * Keeps a process below the account's API limit, which all actuators share: one of these for all of them. A bucket: a few
 * calls at once, then so many a second. Thread-safe; who comes first goes first.
 */
public final class CallPace {
    private static final int PER_SECOND = 5;

    private final Ticker ticker;
    private final long interval;
    private final long ahead;
    private long due;

    CallPace(int perSecond, int atOnce, Ticker ticker) {
        this.ticker = ticker;
        this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.ahead = interval * (atOnce - 1);
        this.due = ticker.nanos();
    }

    /** Five calls at once and five a second: the older of the documented limits, per account (5 a second). */
    public static CallPace documented() {
        return new CallPace(PER_SECOND, PER_SECOND, Ticker.SYSTEM);
    }

    /** Waits for the turn; false at once, without taking one, when it does not come before {@code deadline}. */
    boolean await(Deadline deadline) throws InterruptedException {
        Duration wait = take(deadline.left());
        if (wait.isNegative()) return false;
        if (!wait.isZero()) ticker.rest(wait);
        return true;
    }

    private synchronized Duration take(Duration atMost) {
        long now = ticker.nanos();
        long turn = due - now > 0 ? due : now;
        long wait = Math.max(0, turn - ahead - now);
        if (wait > atMost.toNanos()) return Duration.ofNanos(-1);
        due = turn + interval;
        return Duration.ofNanos(wait);
    }
}

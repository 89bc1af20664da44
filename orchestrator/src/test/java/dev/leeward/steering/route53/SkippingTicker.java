package dev.leeward.steering.route53;

import java.time.Duration;

/** Time that passes when somebody rests, and only then. */
final class SkippingTicker implements Ticker {
    private long nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void rest(Duration time) {
        nanos += time.toNanos();
    }
}

package dev.leeward.steering.route53;

import java.time.Duration;

/** The moment by which a call must be over. */
record Deadline(Ticker ticker, long end) {
    static Deadline after(Duration limit, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + limit.toNanos());
    }

    /** What is left, zero at least. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - ticker.nanos()));
    }

    /** An earlier one, that leaves a third of what is left for looking at what came of it. */
    Deadline sparingTimeToLook() {
        return new Deadline(ticker, ticker.nanos() + left().toNanos() * 2 / 3);
    }
}

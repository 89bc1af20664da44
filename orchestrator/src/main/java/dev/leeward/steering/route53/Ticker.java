package dev.leeward.steering.route53;

import java.time.Duration;

/** Monotonic time, so that tests need not wait. */
interface Ticker {
    /** The machine's. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void rest(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Waits. */
    void rest(Duration time) throws InterruptedException;
}

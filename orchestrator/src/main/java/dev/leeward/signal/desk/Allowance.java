package dev.leeward.signal.desk;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How many deliveries one source may still make: a bucket that fills evenly. Thread-safe. */
final class Allowance {
    private static final int MOST = 120;
    private static final long NANOS_EACH = Duration.ofMillis(250).toNanos();

    private final LongSupplier nanos;
    private long left = MOST;
    private long filledAt;

    Allowance(LongSupplier nanos) {
        this.nanos = nanos;
        this.filledAt = nanos.getAsLong();
    }

    /** Whether one more is allowed; takes it. */
    synchronized boolean take() {
        long now = nanos.getAsLong();
        long more = (now - filledAt) / NANOS_EACH;
        if (more > 0) {
            left = Math.min(MOST, left + more);
            filledAt += more * NANOS_EACH;
        }
        if (left == 0) return false;
        left--;
        return true;
    }
}

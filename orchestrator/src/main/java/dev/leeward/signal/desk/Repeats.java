package dev.leeward.signal.desk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Deliveries that were taken, so that none is taken twice. Remembers each for longer than its signature is accepted, and not more
 * than so many. Thread-safe.
 */
final class Repeats {
    /** Longer than the oldest delivery that any source takes, with clocks that are off. */
    static final Duration REMEMBERED = Duration.ofMinutes(75);

    private static final int MOST = 10_000;

    private final LongSupplier nanos;
    private final Map<String, Long> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    Repeats(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether {@code delivery} of {@code source} comes for the first time. */
    synchronized boolean isFirst(String source, String delivery) {
        long now = nanos.getAsLong();
        seen.values().removeIf(at -> now - at > REMEMBERED.toNanos());
        return seen.putIfAbsent(source + '\n' + delivery, now) == null;
    }
}

package dev.leeward.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down callers who try tokens: at most {@value #ALLOWED} wrong ones a minute from one address, then they are told
 * to wait. A right token always passes, so that a broken script beside an operator cannot lock the operator out; that
 * is safe because tokens are too long to be guessed.
 */
final class WrongTokens {
    private static final int ALLOWED = 10;
    private static final int ADDRESSES = 1_024;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final Map<String, ArrayDeque<Long>> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Long>> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** @param nanos a clock like {@link System#nanoTime()} */
    WrongTokens(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Notes a wrong token from {@code address}; returns how long that address has to wait, zero if it need not. */
    synchronized Duration note(String address) {
        long now = nanos.getAsLong();
        var times = seen.computeIfAbsent(address, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.getFirst() > WINDOW.toNanos()) {
            times.removeFirst();
        }
        if (times.size() < ALLOWED) {
            times.addLast(now);
            return Duration.ZERO;
        }
        return Duration.ofNanos(WINDOW.toNanos() - (now - times.getFirst()));
    }
}

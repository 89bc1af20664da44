package dev.leeward.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for the real world, never longer than it was told to. Where time is virtual, nothing waits. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /**
     * Returns as soon as the condition is true.
     *
     * @param what the condition in words, for the failure
     * @param atMost how long to wait before giving up
     * @throws AssertionError if the condition is still false at the end
     */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        if (!within(atMost, condition)) {
            throw new AssertionError("Waited " + atMost + " in vain until " + what);
        }
    }

    /** Returns true as soon as the condition is true, and false if it still is not after {@code atMost}. */
    static boolean within(Duration atMost, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting", e);
        }
    }
}

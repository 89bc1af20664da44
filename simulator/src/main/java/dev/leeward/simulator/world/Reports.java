package dev.leeward.simulator.world;

/** How what was done is reported back to whoever decided on it, inside a node: usually at once. */
public final class Reports {
    private final Chance chance;
    private double vanishing;
    private long delay;

    Reports(Chance chance) {
        this.chance = chance;
    }

    /** A share of all reports gets lost from now on. */
    public void vanish(double share) {
        vanishing = share;
    }

    /** Each report comes so many nanoseconds late from now on. */
    public void delay(long nanos) {
        delay = nanos;
    }

    /** Whether a report that is due now gets lost. */
    public boolean vanishes() {
        return chance.holds(vanishing);
    }

    /** By how much a report that is due now is late. */
    public long delay() {
        return delay;
    }
}

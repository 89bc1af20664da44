package dev.leeward.metrics;

import java.time.Duration;

/** Durations as Prometheus wants them, and how finely each kind is told apart. */
final class Durations {
    /** From a look at a neighbour to one that runs into its time-out. */
    static final double[] LOOKS = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};

    /** From a step that needs one call to a run that waits for TTLs to pass. */
    static final double[] RUNS = {.1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800};

    /** From a warm disk to one that struggles; what the loop does between two inputs is of the same size. */
    static final double[] INSIDE = {.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1};

    private static final double NANOS = 1e9;

    private Durations() {}

    static double seconds(Duration length) {
        return length.toNanos() / NANOS;
    }
}

package dev.leeward.replication.model;

import java.time.Duration;

/**
 * How a world is.
 *
 * @param regions how many
 * @param applications how many run side by side
 * @param operations what each of them does
 * @param window how many records of a shard may be under way
 * @param faults whether anything breaks: calls, links, processes, clocks
 * @param crashBefore the call before which the process that makes it dies, counted over all; 0 for none
 * @param isNaive whether the replicators are those that mark copies and let the last arrival win
 * @param swept what stands there before, and what streams lose
 * @param isExpiring whether items expire
 * @param isClaimed whether applications say themselves when they wrote, well or badly
 */
record Scene(
        int regions,
        int applications,
        int operations,
        int window,
        boolean faults,
        long crashBefore,
        boolean isNaive,
        Swept swept,
        boolean isExpiring,
        boolean isClaimed) {
    static final Duration GRANULARITY = Duration.ofSeconds(1);
    static final Duration STREAM_DELAY = Duration.ofMillis(120);

    Scene(
            int regions,
            int applications,
            int operations,
            int window,
            boolean faults,
            long crashBefore,
            boolean isNaive) {
        this(regions, applications, operations, window, faults, crashBefore, isNaive, Swept.NOTHING, false, false);
    }

    /**
     * What the streams do not tell of.
     *
     * @param isSwept whether there is a process that sweeps the regions
     * @param oldRows the chance in percent that a key has an old row in a region
     * @param isTrimmed whether streams forget their oldest records now and then, whether or not anybody has read them
     */
    record Swept(boolean isSwept, int oldRows, boolean isTrimmed) {
        static final Swept NOTHING = new Swept(false, 0, false);
    }

    /** Without faults and without applications of its own. */
    static Scene quiet(int regions) {
        return new Scene(regions, 0, 0, 4, false, 0, false);
    }

    Scene swept(int oldRows, boolean isTrimmed) {
        return new Scene(
                regions,
                applications,
                operations,
                window,
                faults,
                crashBefore,
                isNaive,
                new Swept(true, oldRows, isTrimmed),
                isExpiring,
                isClaimed);
    }

    Scene dyingBefore(long call) {
        return new Scene(
                regions, applications, operations, window, faults, call, isNaive, swept, isExpiring, isClaimed);
    }

    Scene expiring() {
        return new Scene(
                regions, applications, operations, window, faults, crashBefore, isNaive, swept, true, isClaimed);
    }

    Scene claimed() {
        return new Scene(
                regions, applications, operations, window, faults, crashBefore, isNaive, swept, isExpiring, true);
    }
}

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
 */
record Scene(int regions, int applications, int operations, int window, boolean faults, long crashBefore) {
    static final Duration GRANULARITY = Duration.ofSeconds(1);
    static final Duration STREAM_DELAY = Duration.ofMillis(120);
}

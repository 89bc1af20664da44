package dev.leeward.replication.dynamodb;

import dev.leeward.replication.Replicator.Bounds;
import java.time.Duration;

/**
 * How fast and with how much at once replication goes.
 *
 * @param poll the time between two reads of a shard that had little to give
 * @param discovery the time between two looks at which shards there are; one that ends is looked at at once
 * @param lease how long a process that is dead still keeps the others waiting
 * @param bounds how many records of a shard may be under way, and be stamped, at once
 * @param threads how many threads bring changes into each region
 */
public record Pace(Duration poll, Duration discovery, Duration lease, Bounds bounds, int threads) {
    private static final Duration LEASE = Duration.ofMillis(2_500);
    private static final Bounds BOUNDS = new Bounds(1_000, 16);
    /** A change takes three calls one after the other, and each may have to cross an ocean: 90 ms there and back make 3.7 a second. */
    private static final int THREADS = 32;

    public Pace {
        if (!poll.isPositive() || !discovery.isPositive() || !lease.isPositive()) {
            throw new IllegalArgumentException("a pace needs time");
        }
        if (threads < 1) throw new IllegalArgumentException("nothing can be under way");
    }

    /** For AWS, where a shard may be read five times a second, by two readers at most. */
    public static Pace ofAws() {
        return new Pace(Duration.ofMillis(250), Duration.ofSeconds(10), LEASE, BOUNDS, THREADS);
    }

    /** For a store that nobody counts reads at. */
    public static Pace ofLocal() {
        return new Pace(Duration.ofMillis(10), Duration.ofSeconds(1), LEASE, BOUNDS, THREADS);
    }
}

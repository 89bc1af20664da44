package dev.leeward.replication;

import java.time.Duration;
import java.util.Optional;

/**
 * What replication in one region goes by.
 *
 * @param takesWrites whether applications write here. Where they do not, a local write is an alarm and goes nowhere
 * @param granularity how far the stream rounds its times down: 1 s at AWS, 60 s in DynamoDB Local
 * @param streamDelay the longest time after which a write shows in the stream
 * @param quietReads how many reads in a row have to come back less than full until the end of the stream is believed
 * @param tombstones how long it is remembered that an item was deleted: longer than the stream is kept and longer than the
 *     longest outage
 * @param expiry the attribute that says when an item expires, if the store takes such items away and its stream does not say so
 * @param claim the attribute in which applications say themselves when they wrote, if they do
 */
public record Terms(
        boolean takesWrites,
        Duration granularity,
        Duration streamDelay,
        int quietReads,
        Duration tombstones,
        Optional<String> expiry,
        Optional<String> claim) {
    private static final Duration LEAST_TOMBSTONES = Duration.ofDays(7);

    public Terms {
        if (granularity.isNegative() || streamDelay.isNegative()) throw new IllegalArgumentException("negative time");
        if (quietReads < 1) throw new IllegalArgumentException("one read at least must show the end of the stream");
        if (tombstones.compareTo(LEAST_TOMBSTONES) < 0) {
            throw new IllegalArgumentException("deleted items must be remembered for 7 days at least");
        }
    }

    /** Those of a store where applications do not stamp what they write. */
    public Terms(
            boolean takesWrites,
            Duration granularity,
            Duration streamDelay,
            int quietReads,
            Duration tombstones,
            Optional<String> expiry) {
        this(takesWrites, granularity, streamDelay, quietReads, tombstones, expiry, Optional.empty());
    }

    /** Those of a store whose stream says what it took away itself, or that takes nothing away. */
    public Terms(boolean takesWrites, Duration granularity, Duration streamDelay, int quietReads, Duration tombstones) {
        this(takesWrites, granularity, streamDelay, quietReads, tombstones, Optional.empty());
    }

    /** The same where applications stamp what they write, in this attribute. */
    public Terms claimedIn(Optional<String> attribute) {
        return new Terms(takesWrites, granularity, streamDelay, quietReads, tombstones, expiry, attribute);
    }

    /** Those of DynamoDB at AWS, in a region where applications write. */
    public static Terms ofAws() {
        return new Terms(true, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofDays(8));
    }
}

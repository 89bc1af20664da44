package dev.leeward.replication;

import java.time.Instant;

/**
 * How far one shard has come into another region.
 *
 * @param safe everything written before is there; in steady time of this process
 * @param isAtTip whether nothing more was to be read then
 * @param unapplied how many changes have been read and are not there yet
 */
public record Advance(Instant safe, boolean isAtTip, long unapplied) {}

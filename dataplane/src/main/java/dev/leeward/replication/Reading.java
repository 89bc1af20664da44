package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import java.util.Optional;

/** The reading of one shard. Whether a turn did anything says only whether nothing went wrong. */
public interface Reading extends Turn {
    /** Whether the last turn found nothing new and everything before was applied everywhere, and saved as such. */
    boolean isSettled();

    /** What went wrong in the last turn, if anything did; cured by another turn or by nothing. */
    Optional<Problem> problem();

    /** How far it has come into another region; empty while nothing is known of it since this reading began. */
    Optional<Advance> towards(RegionName target);

    /** How many local writes have been read since this reading began. */
    long writes();
}

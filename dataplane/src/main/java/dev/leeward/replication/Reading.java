package dev.leeward.replication;

import dev.leeward.fault.Problem;
import java.util.Optional;

/** The reading of one shard. Whether a turn did anything says only whether nothing went wrong. */
public interface Reading extends Turn {
    /** Whether the last turn found nothing new and everything before was applied everywhere, and saved as such. */
    boolean isSettled();

    /** What went wrong in the last turn, if anything did; cured by another turn or by nothing. */
    Optional<Problem> problem();
}

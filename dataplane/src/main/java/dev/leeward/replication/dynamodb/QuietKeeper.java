package dev.leeward.replication.dynamodb;

import dev.leeward.fault.Problem;
import dev.leeward.stream.Gap;
import dev.leeward.stream.dynamodb.DynamoShard;
import dev.leeward.stream.dynamodb.StreamNotes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the gaps of a shard, and knows when it was last read to its end.
 *
 * @param quiet when each shard was found to have nothing left to apply
 */
record QuietKeeper(String shard, ToldGaps gaps, Map<String, Instant> quiet, InstantSource clock)
        implements DynamoShard.Keeper {
    @Override
    public Optional<Problem> record(Gap gap) {
        return gaps.record(gap);
    }

    @Override
    public boolean isUpToDate() {
        Instant earliest = clock.instant().minus(StreamNotes.KEPT);
        return Optional.ofNullable(quiet.get(shard)).filter(earliest::isBefore).isPresent();
    }
}

package dev.leeward.replication.dynamodb;

import dev.leeward.fault.Problem;
import dev.leeward.lag.LinkProgress;
import dev.leeward.lag.ProgressNote;
import dev.leeward.lag.ShardProgress;
import dev.leeward.progress.ProgressNotes;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Advance;
import dev.leeward.replication.Terms;
import dev.leeward.table.dynamodb.DynamoAside;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Leaves notes in a region about how far the changes of another one have come there. While that is not known it is silent,
 * and what was said before stays true; it says that it is not known only where that will not pass by itself.
 */
final class Progress {
    private final RegionName from;
    private final RegionName to;
    private final String table;
    private final Terms terms;
    private final StreamFollower follower;
    private final DynamoAside aside;
    private final ProgressNotes notes;
    private final InstantSource clock;
    private final InstantSource steady;
    private final WriteRate rate = new WriteRate();

    /** For the changes of {@code follower}'s region, whose terms these are. */
    Progress(
            RegionName from,
            RegionName to,
            String table,
            Terms terms,
            StreamFollower follower,
            DynamoAside aside,
            ProgressNotes notes,
            InstantSource clock,
            InstantSource steady) {
        this.from = from;
        this.to = to;
        this.table = table;
        this.terms = terms;
        this.follower = follower;
        this.aside = aside;
        this.notes = notes;
        this.clock = clock;
        this.steady = steady;
    }

    /** Leaves a note if there is anything to say; says what went wrong, if anything did. */
    Optional<Problem> tell() {
        Optional<Problem> unseen = aside.load();
        if (unseen.isPresent() || aside.count().isEmpty()) return unseen;
        Instant now = steady.instant();
        // Before anything is looked at, so that nothing seems younger than it is.
        Instant written = clock.instant();
        double writes = rate.at(now, follower.writes());
        return shards(now, written)
                .map(shards -> new ProgressNote(new LinkProgress(from, to, table, shards), written, writes))
                .flatMap(notes::leave);
    }

    private Optional<List<ShardProgress>> shards(Instant now, Instant written) {
        if (!terms.takesWrites()) {
            return unknown("what applications write in " + from + " is brought nowhere: another region is the writer");
        }
        Optional<String> suspicion = follower.gaps().suspicion();
        if (suspicion.isPresent()) return unknown(suspicion.get());
        int missing = aside.count().orElse(0);
        if (missing > 0) {
            return unknown("items too large to be copied to " + to + " until they are written again: " + missing);
        }
        return follower.towards(to)
                .map(all -> all.stream()
                        .map(advance -> shard(advance, Duration.between(now, written)))
                        .toList());
    }

    private ShardProgress shard(Advance advance, Duration clocksDiffer) {
        Instant safe = advance.safe().plus(clocksDiffer);
        return advance.isAtTip()
                ? new ShardProgress.AtTip(safe.plus(terms.streamDelay()), terms.streamDelay())
                : new ShardProgress.Behind(safe, advance.unapplied());
    }

    private static Optional<List<ShardProgress>> unknown(String reason) {
        return Optional.of(List.of(new ShardProgress.Unknown(reason)));
    }
}

package dev.leeward.lag;

import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far the changes of one region's table have been applied in another region.
 *
 * @param shards all of the table's stream; an empty list means that nobody knows them
 */
public record LinkProgress(RegionName from, RegionName to, String table, List<ShardProgress> shards) {
    public LinkProgress {
        shards = List.copyOf(shards);
        if (from.equals(to)) throw new IllegalArgumentException("a link leads to another region");
    }

    /** Up to when all writes in {@code from} are in {@code to}: the slowest shard says, and one that is unknown says nothing. */
    public Optional<Instant> safeTime() {
        if (shards.isEmpty()
                || shards.stream().anyMatch(shard -> shard.safeTime().isEmpty())) return Optional.empty();
        return shards.stream()
                .flatMap(shard -> shard.safeTime().stream())
                .min(Comparator.naturalOrder())
                // Where all shards have ended, others must have followed that nobody has told of.
                .filter(safe -> !safe.equals(Instant.MAX));
    }

    /** The same link with other shards. */
    public LinkProgress with(List<ShardProgress> others) {
        return new LinkProgress(from, to, table, others);
    }

    /** The same by a clock that shows so much more. */
    public LinkProgress shiftedBy(Duration more) {
        return with(shards.stream().map(shard -> shard.shiftedBy(more)).toList());
    }

    /** How many changes have been read and are not applied yet; there may be more that nobody has read. */
    public long unapplied() {
        return shards.stream().mapToLong(ShardProgress::unapplied).sum();
    }

    /** The rule by which it is only taken to be so, where it is. */
    public Optional<String> rule() {
        return shards.stream()
                .filter(ShardProgress.Estimated.class::isInstance)
                .map(shard -> ((ShardProgress.Estimated) shard).rule())
                .findFirst();
    }

    /** Why nothing is known, where it is so. */
    public Optional<String> reason() {
        if (safeTime().isPresent()) return Optional.empty();
        return shards.stream()
                .filter(ShardProgress.Unknown.class::isInstance)
                .map(shard -> ((ShardProgress.Unknown) shard).reason())
                .findFirst()
                .or(() -> Optional.of("nobody reads the changes of " + table + " in " + from));
    }
}

package dev.leeward.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What whoever replicates leaves in a region about how far it is: it outlives the region the changes come from, and whoever
 * wrote it.
 *
 * @param progress in the time of its writer's clock
 * @param writtenAt by the same clock; only how long before it something was is worth anything to others
 * @param writesPerSecond how fast applications wrote to the table in {@code from} lately
 */
public record ProgressNote(LinkProgress progress, Instant writtenAt, double writesPerSecond) {
    public ProgressNote {
        if (!(writesPerSecond >= 0)) throw new IllegalArgumentException("a rate of " + writesPerSecond);
    }

    /** The same with {@code most} shards at most: those that are farthest ahead become one, which says as much as they do. */
    public ProgressNote brief(int most) {
        if (most < 1) throw new IllegalArgumentException("a note without shards says nothing");
        var shards = progress.shards();
        if (shards.size() <= most || progress.safeTime().isEmpty()) return this;
        var slowest = new ArrayList<>(shards.stream()
                .sorted(Comparator.comparing(shard -> shard.safeTime().orElseThrow()))
                .toList());
        List<ShardProgress> rest = slowest.subList(most - 1, slowest.size());
        var joined = new ShardProgress.Behind(
                rest.getFirst().safeTime().orElseThrow(),
                rest.stream().mapToLong(ShardProgress::unapplied).sum());
        var kept = new ArrayList<>(slowest.subList(0, most - 1));
        kept.add(joined);
        return new ProgressNote(progress.with(kept), writtenAt, writesPerSecond);
    }

    /** What it says, as of another clock at which it was written at {@code at}. */
    LinkProgress asOf(Instant at) {
        return progress.shiftedBy(Duration.between(writtenAt, at));
    }
}

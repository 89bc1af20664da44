package dev.leeward.replication;

import dev.leeward.item.ItemKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Up to when all local writes of a region have their versions, in steady time of this process. Who finds a content in the
 * region's table that the sidecar does not know waits until then: either it gets a version, or it is older than all versions.
 */
public final class Passage {
    private final Map<String, Instant> points = new ConcurrentHashMap<>();
    private final Map<String, Instant> deliveries = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** A passage through all shards of a stream; it is where the slowest of them is. */
    public Passage(List<String> shards) {
        shards.forEach(this::cover);
    }

    /** A passage of which nothing is known yet. */
    public Passage() {}

    /** Whether every write made before {@code seen} has its version. */
    public boolean isPast(Instant seen) {
        return !points.isEmpty() && points.values().stream().allMatch(seen::isBefore);
    }

    /** Whether every write made before {@code seen} stands in all other regions, or something later does. */
    public boolean isDelivered(Instant seen) {
        return !deliveries.isEmpty() && deliveries.values().stream().allMatch(seen::isBefore);
    }

    /** Leads through this shard from now on, too. */
    public void cover(String shard) {
        points.putIfAbsent(shard, Instant.MIN);
        deliveries.putIfAbsent(shard, Instant.MIN);
    }

    /** Leads no longer through this shard: it was read to its end, and those that took over its keys are covered. */
    public void leave(String shard) {
        points.remove(shard);
        listeners.forEach(listener -> listener.woken(Optional.empty()));
    }

    /** All of this shard was brought everywhere. */
    public void finish(String shard) {
        deliveries.remove(shard);
    }

    /** Whether it leads through this shard. */
    public boolean covers(String shard) {
        return points.containsKey(shard);
    }

    /** Up to when this shard's writes have their versions; empty while nothing is known of it. */
    public Optional<Instant> point(String shard) {
        return Optional.ofNullable(points.get(shard)).filter(Instant.MIN::isBefore);
    }

    /** Up to when this shard's writes stand in all other regions; empty while nothing is known of it. */
    public Optional<Instant> delivery(String shard) {
        return Optional.ofNullable(deliveries.get(shard)).filter(Instant.MIN::isBefore);
    }

    /** All that was written to this shard before {@code point} has its version. */
    public void passed(String shard, Instant point) {
        points.computeIfPresent(shard, (_, former) -> former.isAfter(point) ? former : point);
        listeners.forEach(listener -> listener.woken(Optional.empty()));
    }

    /** All that was written to this shard before {@code point} stands in all other regions. */
    public void delivered(String shard, Instant point) {
        deliveries.computeIfPresent(shard, (_, former) -> former.isAfter(point) ? former : point);
    }

    void stamped(ItemKey key) {
        listeners.forEach(listener -> listener.woken(Optional.of(key)));
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void forget(Listener listener) {
        listeners.remove(listener);
    }

    /** Waits for a passage. */
    interface Listener {
        /** A write to this key got its version, or, without a key, the passage went on. */
        void woken(Optional<ItemKey> key);
    }
}

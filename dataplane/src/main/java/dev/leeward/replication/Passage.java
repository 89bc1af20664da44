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
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** A passage through all shards of a stream; it is where the slowest of them is. */
    public Passage(List<String> shards) {
        for (String shard : shards) points.put(shard, Instant.MIN);
    }

    /** Whether every write made before {@code seen} has its version. */
    public boolean isPast(Instant seen) {
        return points.values().stream().allMatch(seen::isBefore);
    }

    void passed(String shard, Instant point) {
        points.merge(shard, point, (one, other) -> one.isAfter(other) ? one : other);
        listeners.forEach(listener -> listener.woken(Optional.empty()));
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

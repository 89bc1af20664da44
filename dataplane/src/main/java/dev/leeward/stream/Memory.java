package dev.leeward.stream;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What was done with a stream before.
 *
 * @param label the label of the stream that was read; empty before the first time
 * @param begun the shards of which some was read, and not all
 * @param finished the shards of which everything was read and applied
 */
public record Memory(Optional<String> label, Set<String> begun, Set<String> finished) {
    public Memory {
        begun = Set.copyOf(begun);
        finished = Set.copyOf(finished);
    }

    /** Before anything was read. */
    public static Memory none() {
        return new Memory(Optional.empty(), Set.of(), Set.of());
    }

    /** All shards that anything was done with. */
    public Set<String> all() {
        var all = new HashSet<>(begun);
        all.addAll(finished);
        return all;
    }

    /** The same, with these shards read to their end as well. */
    public Memory andRead(Set<String> ended) {
        var all = new HashSet<>(finished);
        all.addAll(ended);
        return new Memory(label, begun, all);
    }

    /** The same, with this shard begun. */
    public Memory andBegun(String shard) {
        var all = new HashSet<>(begun);
        all.add(shard);
        return new Memory(label, all, finished);
    }

    /** The same of the stream of that label. */
    public Memory of(String stream) {
        return new Memory(Optional.of(stream), begun, finished);
    }

    /** The same without this shard. */
    public Memory without(String shard) {
        var others = new HashSet<>(finished);
        others.remove(shard);
        var open = new HashSet<>(begun);
        open.remove(shard);
        return new Memory(label, open, others);
    }
}

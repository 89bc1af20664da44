package dev.leeward.stream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a store says of a stream. It need not be consistent: a child may be described without its parent.
 *
 * @param label when the stream was enabled; another one is another stream
 */
public record Description(String label, List<Shard> shards) {
    public Description {
        shards = List.copyOf(shards);
    }

    /** The shard of that id, if it is described. */
    public Optional<Shard> shard(String id) {
        return shards.stream().filter(shard -> shard.id().equals(id)).findFirst();
    }

    /** The shards that took over the keys of {@code id}. */
    public Set<String> childrenOf(String id) {
        return shards.stream()
                .filter(shard -> shard.parent().filter(id::equals).isPresent())
                .map(Shard::id)
                .collect(Collectors.toSet());
    }
}

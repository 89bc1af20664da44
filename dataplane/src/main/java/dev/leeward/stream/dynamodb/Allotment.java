package dev.leeward.stream.dynamodb;

import dev.leeward.fault.Problem;
import java.util.Optional;
import java.util.Set;

/**
 * Which shards of one stream are this process's to read, where several processes share them out. Two may believe for a moment
 * that a shard is theirs; that is double work and no harm.
 */
public interface Allotment extends AutoCloseable {
    /** The shards that are this process's now. */
    Set<String> held();

    /** Says that a shard was read and stamped to its end, and which took over its keys: they may be given to somebody. */
    void ended(String shard, Set<String> children);

    /** Why nothing is shared out at present, if that is so. */
    Optional<Problem> trouble();

    /** Gives all shards back. */
    @Override
    void close();
}

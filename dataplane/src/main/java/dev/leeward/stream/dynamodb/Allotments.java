package dev.leeward.stream.dynamodb;

import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.Problem;
import java.util.Optional;

/** A way in which processes share out the shards of streams. */
public interface Allotments {
    /** Why it cannot be used at all, if that is so: asked once, before anything is opened. */
    Optional<Problem> defect();

    /** Takes part in sharing out the shards of a stream. Returns at once; the first shards come when they come. */
    Allotment open(Stake stake);

    /**
     * What is shared out, and with whom.
     *
     * @param address the store of the stream
     * @param table its table
     * @param stream the stream
     * @param me the name of this process, which no other one has
     */
    record Stake(StoreAddress address, String table, DynamoStream stream, String me) {}
}

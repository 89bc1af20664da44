package dev.leeward.replication;

import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;

/** Is told what people should know about. Must not block. */
public interface Watch {
    /** A write was lost to a later one that had not seen it. */
    void conflict(Conflict conflict);

    /** Somebody wrote in a region where only copies belong; it was not replicated. */
    void foreignWrite(RegionName region, ItemKey key);

    /** A write or a deletion was found of which the stream had lost the record; it is brought to the other regions. */
    default void unrecorded(RegionName region, ItemKey key, boolean isDeletion) {}
}

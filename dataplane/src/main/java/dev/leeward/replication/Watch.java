package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.version.Version;
import java.time.Instant;

/** Is told what people should know about. Must not block. */
public interface Watch {
    /** A write was lost to a later one that had not seen it. */
    void conflict(Conflict conflict);

    /** Somebody wrote in a region where only copies belong; it was not replicated. */
    void foreignWrite(RegionName region, ItemKey key);

    /**
     * A change does not get into a region, and is tried again and again, or it was set aside.
     *
     * @param isAside whether it was set aside: the region stays without it until the item is written again
     */
    default void stuck(RegionName region, ItemKey key, Problem problem, boolean isAside) {}

    /**
     * A write came out of a region long after it was made: the region had been cut off, or nobody replicated. What was written
     * elsewhere meanwhile is later, and wins; that is told as a conflict.
     *
     * @param made when, at the latest
     */
    default void late(RegionName region, ItemKey key, Instant made, Version version) {}

    /**
     * Where applications stamp what they write, one did not, or not well: the write got its version from us and is brought to the
     * other regions all the same.
     *
     * @param why what is wrong with its stamp
     */
    default void unstamped(RegionName region, ItemKey key, String why, Version version) {}

    /** A write or a deletion was found of which the stream had lost the record; it is brought to the other regions. */
    default void unrecorded(RegionName region, ItemKey key, boolean isDeletion) {}
}

package dev.leeward.verification;

import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;

/**
 * What one region holds under a key is not what the first region holds.
 *
 * @param isSettling whether it was still being written when it was last looked at, so that it proves nothing
 */
public record Difference(ItemKey key, RegionName region, Kind kind, boolean isSettling) {
    /** As against the first region. */
    public enum Kind {
        /** The first region has an item, this one none. */
        MISSING,
        /** The first region has none. */
        EXTRA,
        /** Both have one, with other contents. */
        DIFFERENT
    }
}

package dev.leeward.version;

import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;

/** A table in one of its regions. It has the same name in all of them. */
public record Replica(RegionName region, String table) {
    /** What tells the content of this item from others; the same in every region. */
    public Digest digest(ItemKey key, Item item) {
        return Digest.of(table, key, item);
    }
}

package dev.leeward.replication.model;

import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Entry;
import java.util.Optional;

/** Is told of all that is written in any region, at the moment it is. */
interface Onlooker {
    void changed(RegionName region, ChangeRecord record, Region.By whom);

    /** The stream has forgotten a record. */
    default void lost(RegionName region, ChangeRecord record) {}

    void swapped(RegionName region, ItemKey key, Optional<Entry> before, Entry after);
}

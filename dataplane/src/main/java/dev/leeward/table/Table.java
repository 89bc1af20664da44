package dev.leeward.table;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import java.util.Optional;

/** The application's table in one region. */
public interface Table {
    /** Reads with strong consistency. */
    Looked<Optional<Item>> read(ItemKey key);

    /** Puts the whole item. */
    Written put(ItemKey key, Item item, Condition condition);

    /** Sets the marker and leaves every other attribute alone; {@code Done} has the item as it stands then. */
    Written mark(ItemKey key, Value marker, Condition.All known);

    /** Deletes the item. */
    Written delete(ItemKey key, Condition condition);
}

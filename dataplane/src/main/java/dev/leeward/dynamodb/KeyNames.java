package dev.leeward.dynamodb;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import java.util.Optional;

/**
 * The names of the attributes that make the key of a table's items.
 *
 * @param sort that of the sort key, where the table has one
 */
public record KeyNames(String partition, Optional<String> sort) {
    /** The key of an item of the table. */
    public ItemKey of(Item item) {
        return new ItemKey(part(item, partition), sort.map(name -> part(item, name)));
    }

    private static Value part(Item item, String name) {
        return item.attribute(name).orElseThrow(() -> new UnknownShape("an item without its key " + name));
    }
}

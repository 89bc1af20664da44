package dev.leeward.item;

import java.util.Optional;

/**
 * What an item is found by.
 *
 * @param partition the value of its partition key: text, number or bytes
 * @param sort the value of its sort key, where the table has one
 */
public record ItemKey(Value partition, Optional<Value> sort) {
    /** The key of an item in a table without sort key. */
    public static ItemKey of(String partition) {
        return new ItemKey(new Value.S(partition), Optional.empty());
    }
}

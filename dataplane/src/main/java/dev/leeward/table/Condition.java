package dev.leeward.table;

import dev.leeward.item.Item;
import java.util.Optional;

/**
 * What has to stand there for a write to happen. This is as much as DynamoDB can say: an attribute that the writer does not
 * know of cannot be ruled out, so a write may fall on an item that has one more than the writer knew.
 */
public sealed interface Condition {
    /** No item of this key. */
    record Nothing() implements Condition {}

    /** An item with all these attributes, equal in value, and no marker of ours unless {@code known} has that one. */
    record All(Item known) implements Condition {}

    /** The condition that what was seen still stands there. */
    static Condition still(Optional<Item> seen) {
        return seen.<Condition>map(All::new).orElseGet(Nothing::new);
    }
}

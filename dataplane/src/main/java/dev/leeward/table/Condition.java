package dev.leeward.table;

import dev.leeward.item.Item;
import java.util.Optional;
import java.util.Set;

/**
 * What has to stand there for a write to happen. This is as much as DynamoDB can say: an attribute that the writer does not
 * know of cannot be ruled out, so a write may fall on an item that has one more than the writer knew.
 */
public sealed interface Condition {
    /** No item of this key. */
    record Nothing() implements Condition {}

    /**
     * An item with all these attributes, equal in value, and no marker of ours unless {@code known} has that one.
     *
     * @param others what else must not be there unless {@code known} has it
     */
    record All(Item known, Set<String> others) implements Condition {
        public All {
            others = Set.copyOf(others);
        }

        /** The same without minding other attributes. */
        public All(Item known) {
            this(known, Set.of());
        }
    }

    /** The condition that what was seen still stands there. */
    static Condition still(Optional<Item> seen) {
        return seen.<Condition>map(All::new).orElseGet(Nothing::new);
    }
}

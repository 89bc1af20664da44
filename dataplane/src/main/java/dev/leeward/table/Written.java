package dev.leeward.table;

import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import java.util.Optional;

/** What came of a conditional write. */
public sealed interface Written {
    /**
     * It was done.
     *
     * @param now the item as it stands after it
     */
    record Done(Optional<Item> now) implements Written {}

    /** Its condition did not hold; nothing was changed. */
    record Refused() implements Written {}

    /**
     * No answer, or a bad one.
     *
     * @param maybeApplied false only if it is certain that nothing was changed
     */
    record Failed(Problem problem, boolean maybeApplied) implements Written {}
}

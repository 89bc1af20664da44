package dev.leeward.table;

import dev.leeward.item.ItemKey;
import java.util.Optional;

/** Where reading a part of a table goes on after a restart. */
public interface Bookmark {
    /** Where it is; empty if it was never begun. */
    Looked<Optional<Mark>> load();

    /** Moves it. One that is not moved, or is moved back, is no loss: everything after it is safe to repeat. */
    Written save(Mark mark);

    /**
     * A place in a part of a table.
     *
     * @param round for which gap it is read; 0 for the first copy. What was read for an earlier one is read again
     * @param after the last position up to which everything is done; empty at the beginning
     * @param seen how many items or entries have been gone through
     * @param isDone whether there is nothing left
     */
    record Mark(long round, Optional<ItemKey> after, long seen, boolean isDone) {
        /** At the beginning. */
        public static Mark beginning(long round) {
            return new Mark(round, Optional.empty(), 0, false);
        }
    }
}

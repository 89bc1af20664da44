package dev.leeward.table;

import dev.leeward.item.ItemKey;
import java.util.List;
import java.util.Optional;

/** A part of a table or of its sidecar, read page by page with strong consistency. */
public interface Pages<T> {
    /** Reads on after the position where the last page ended, or from the beginning. */
    Looked<Page<T>> read(Optional<ItemKey> after);

    /**
     * Some of it.
     *
     * @param next where to read on; empty if there is no more
     */
    record Page<T>(List<T> found, Optional<ItemKey> next) {
        public Page {
            found = List.copyOf(found);
        }
    }
}

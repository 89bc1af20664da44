package dev.leeward.table;

import dev.leeward.item.ItemKey;
import java.util.Optional;

/** The memory of versions beside a table, in the same region. */
public interface Sidecar {
    /** Reads with strong consistency. */
    Looked<Optional<Entry>> read(ItemKey key);

    /** Writes {@code next} if what stands there is exactly {@code expected}. */
    Written swap(ItemKey key, Optional<Entry> expected, Entry next);

    /**
     * What was seen of the key before, if that is remembered. Others may have changed it since: nothing may follow from it but
     * the attempt to swap it, which confirms it.
     */
    default Optional<Entry> recalled(ItemKey key) {
        return Optional.empty();
    }
}

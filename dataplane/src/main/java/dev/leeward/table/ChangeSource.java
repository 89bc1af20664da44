package dev.leeward.table;

import java.util.List;
import java.util.Optional;

/** One shard of a table's stream. */
public interface ChangeSource {
    /** Reads on after a position, or from the oldest record that is kept. */
    Looked<Page> read(Optional<Sequence> after);

    /**
     * Some records in order.
     *
     * @param isFull whether it holds as many as one answer can. One that is not full may still not be the last: stores
     *     answer with little or nothing now and then while there is more
     */
    record Page(List<ChangeRecord> records, boolean isFull) {
        public Page {
            records = List.copyOf(records);
        }
    }
}

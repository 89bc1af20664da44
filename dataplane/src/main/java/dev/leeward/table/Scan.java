package dev.leeward.table;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import java.util.List;
import java.util.Optional;

/**
 * Reads a whole table, in segments that can be read side by side. Items that are written meanwhile may be seen as they were or
 * as they are. Which items are in which segment is the store's affair: two stores part the same table differently.
 */
public interface Scan {
    /** Reads on in a segment, after the position where its last page ended, or from its beginning. */
    Looked<Page> read(Segment segment, Optional<ItemKey> after);

    /** About how many items there are; stores count them a few times a day. */
    Looked<Long> estimate();

    /** One of so many parts of a table. */
    record Segment(int number, int of) {
        public Segment {
            if (number < 0 || number >= of) throw new IllegalArgumentException("no such segment");
        }
    }

    /**
     * Some of a segment's items. There may be none on a page that is not the last.
     *
     * @param next where to read on; empty if the segment is through
     * @param units what the store says the page has cost, in its read units
     */
    record Page(List<Row> rows, Optional<ItemKey> next, double units) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** An item with its key. */
    record Row(ItemKey key, Item item) {}
}

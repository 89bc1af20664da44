package dev.leeward.replication;

import dev.leeward.table.Bookmark;
import dev.leeward.table.Known;
import dev.leeward.table.Pages;
import dev.leeward.table.Scan.Row;
import dev.leeward.table.Scan.Segment;

/** One region of a table with what it takes to go through all of it. */
public record Territory(Place place, Rounds rounds, Grounds grounds) {
    /** The ways to go through it. */
    public interface Grounds {
        /** A segment of the table. */
        Pages<Row> rows(Segment segment);

        /** A segment of the sidecar. */
        Pages<Known> entries(Segment segment);

        /** A bookmark of that name, kept in the region. */
        Bookmark bookmark(String name);
    }
}

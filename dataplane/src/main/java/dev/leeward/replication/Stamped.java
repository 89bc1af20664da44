package dev.leeward.replication;

import dev.leeward.fault.Problem;

/** What came of stamping one record. */
sealed interface Stamped {
    /** Nothing has to be sent. */
    record Settled() implements Stamped {}

    /** To be applied in all other regions. */
    record Outward(Change change) implements Stamped {}

    /** To be applied in the region it comes from, where a copy has fallen on it. */
    record Inward(Change change) implements Stamped {}

    /** It could not be stamped now; the records after it have to wait. */
    record Stuck(Problem problem) implements Stamped {}
}

package dev.leeward.declared;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** A global secondary index. */
public record Index(String name, Key key, Projection projection) {
    /** What of an item is in the index. */
    public sealed interface Projection {
        /** All of it. */
        record All() implements Projection {}

        /** The keys of the table and of the index. */
        record KeysOnly() implements Projection {}

        /** The keys and these. */
        record Include(SortedSet<String> attributes) implements Projection {
            public Include {
                attributes = Collections.unmodifiableSortedSet(new TreeSet<>(attributes));
            }
        }
    }
}

package dev.leeward.table;

import dev.leeward.fault.Problem;

/** What came of a read. */
public sealed interface Looked<T> {
    /** This is what stands there. */
    record Seen<T>(T value) implements Looked<T> {}

    /** Nobody knows what stands there. */
    record Unseen<T>(Problem problem) implements Looked<T> {}
}

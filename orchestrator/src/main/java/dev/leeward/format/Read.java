package dev.leeward.format;

import dev.leeward.fault.Problem;

/** What reading something written came to. */
public sealed interface Read<T> {
    /** It was understood. */
    record Of<T>(T value) implements Read<T> {}

    /** It was not; nothing is guessed. */
    record Unreadable<T>(Problem problem) implements Read<T> {}
}

package dev.leeward.cli;

import dev.leeward.api.body.ProblemBody;

/** What a node said to a call. */
sealed interface Said<T> {
    /** It answered. */
    record Answer<T>(T body) implements Said<T> {}

    /** It refused, or could not. */
    record Refusal<T>(ProblemBody problem) implements Said<T> {}

    /** Nobody answered, or not in a way that could be understood. */
    record Silence<T>(String sentence) implements Said<T> {}
}

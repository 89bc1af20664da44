package dev.leeward.control;

import dev.leeward.fault.Problem;

/** What became of a turn. */
public sealed interface Turned {
    /** Its events are durable and its effects handed out. */
    record Durable(int events) implements Turned {}

    /** The journal did not take it: nothing was handed out, and the inputs come again with the next turn. */
    record NotDurable(Problem problem) implements Turned {}

    /** Somebody else writes the journal: this loop must not turn again. */
    record Deposed(long actualSequence) implements Turned {}
}

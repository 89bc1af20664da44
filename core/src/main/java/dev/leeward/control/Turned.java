package dev.leeward.control;

import dev.leeward.fault.Problem;

/** What became of a turn. */
public sealed interface Turned {
    /** Its events are durable and its effects handed out. */
    record Durable(int events) implements Turned {}

    /** The journal did not take it: nothing was handed out, and the inputs come again with the next turn. */
    record NotDurable(Problem problem) implements Turned {}

    /**
     * Somebody else writes the journal, or nobody can tell what became of the append: nothing was handed out, and this loop
     * must not turn again. Whoever goes on does so from a fresh replay.
     */
    record Deposed(Problem why) implements Turned {}
}

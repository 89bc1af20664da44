package dev.leeward.runbook;

/** What a step does. */
public enum StepKind {
    /**
     * Sees to it that the region that takes over was seen ready after the move became due (invariant S5): by the looks of
     * the schedule if they all are that young, else by looking once more.
     */
    RECHECK,
    /** Lowers the TTL ahead of a planned move; an unplanned one carries the short TTL in its steering write. */
    LOWER_TTL,
    /** Waits until answers with the old, longer TTL have run out of caches. */
    DRAIN,
    /** Changes what a target answers. */
    STEER,
    /** Asks everybody who answers for the target. */
    VERIFY,
    /** Takes a measure that keeps the region that is left from being written to. */
    FENCE,
    /** Takes such a measure back, where traffic goes, or stays. */
    RELEASE,
    /** Waits until the region that takes over has what was written before the fence. */
    CATCH_UP,
    /** Takes any other measure. */
    PERFORM,
    /** Takes a measure back after a move that could not be completed. */
    UNDO,
    /** Puts the notice of the move into the outbox. */
    NOTIFY,
    /** Sets the everyday TTL again. */
    RESTORE_TTL,
    /** Steers back after a planned move that could not be completed. */
    TAKE_BACK;

    /** Whether time or others bring it about, so that nothing is called. */
    public boolean waits() {
        return this == DRAIN || this == CATCH_UP;
    }
}

package dev.leeward.runbook;

/** How a run ended. */
public enum Ending {
    /** Every step done, every target verified. */
    SUCCEEDED,
    /** Given up before anything was changed. */
    ABORTED,
    /** A planned move that could not be completed and was taken back everywhere, or an unplanned one that was before anything was steered. */
    TAKEN_BACK,
    /**
     * Some targets moved and some did not, or one could not be verified, or what was done besides could not be taken back: a
     * person was paged.
     */
    INCOMPLETE
}

package dev.leeward.runbook;

/** Where one step stands. */
public enum StepState {
    /** Not begun. */
    WAITING,
    /** An attempt is under way; after a crash this reads as {@link #UNCLEAR}. */
    STARTED,
    /** The last attempt changed nothing; another is due. */
    RETRYING,
    /** The last attempt may have changed something; the next one reads first. */
    UNCLEAR,
    /** It holds. */
    DONE,
    /** Given up, and the run goes on without it. */
    WAIVED,
    /** Given up. */
    FAILED;

    /** Whether nothing more will happen to it. */
    public boolean ended() {
        return this == DONE || this == WAIVED || this == FAILED;
    }
}

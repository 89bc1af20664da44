package dev.leeward.runbook;

/** What moves a step from one state to the next. */
public enum StepTrigger {
    /** An attempt begins. */
    START,
    /** The attempt holds. */
    DONE,
    /** The attempt changed nothing. */
    NOT_DONE,
    /** The attempt may have changed something. */
    UNCLEAR,
    /** The node died while the attempt was under way. */
    CRASH,
    /** No more attempts, and the run goes on without it. */
    WAIVE,
    /** No more attempts. */
    GIVE_UP
}

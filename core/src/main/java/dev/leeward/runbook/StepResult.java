package dev.leeward.runbook;

import dev.leeward.fault.Problem;

/** What one attempt at a step came to. */
public sealed interface StepResult {
    /** It holds, with what shows it. */
    record Done(String evidence) implements StepResult {}

    /** Nothing was changed. */
    record NotDone(Problem problem) implements StepResult {}

    /** It may have been done: the next attempt reads first (invariant S13). */
    record Unclear(Problem problem) implements StepResult {}
}

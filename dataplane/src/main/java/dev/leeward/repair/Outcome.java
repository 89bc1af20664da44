package dev.leeward.repair;

import dev.leeward.fault.Problem;

/** What came of one repair. */
public sealed interface Outcome {
    /** It was written, and stood there when it was read back. */
    record Repaired() implements Outcome {}

    /** What stands there has changed since the plan, or something later came; nothing was overwritten. */
    record Outdated() implements Outcome {}

    /**
     * It could not be done.
     *
     * @param maybeApplied false only if it is certain that nothing was changed
     */
    record Failed(Problem problem, boolean maybeApplied) implements Outcome {}
}

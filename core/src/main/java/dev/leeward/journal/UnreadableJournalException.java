package dev.leeward.journal;

import dev.leeward.fault.Problem;

/** A journal that is kept elsewhere cannot be read now. */
public final class UnreadableJournalException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    /** With the reason. */
    public UnreadableJournalException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** The reason. */
    public Problem problem() {
        return problem;
    }
}

package dev.leeward.relocation;

import dev.leeward.fault.Problem;

/** A place did not do what it was asked; becomes a value at the edge of this package. */
public final class RelocationException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    /** With the problem as it is to be said. */
    public RelocationException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** What is the matter. */
    public Problem problem() {
        return problem;
    }
}

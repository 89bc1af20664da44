package dev.leeward.node;

import dev.leeward.fault.Problem;

/** Something cannot begin; becomes a value at the edge of this package. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}

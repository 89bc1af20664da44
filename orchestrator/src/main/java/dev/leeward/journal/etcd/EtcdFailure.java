package dev.leeward.journal.etcd;

import dev.leeward.fault.Problem;

/** etcd did not do what it was asked; becomes a value at the edge of this package. */
final class EtcdFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final boolean certain;

    /** {@code certain}: etcd refused, so nothing came of it; otherwise something may have, or still may. */
    EtcdFailure(Problem problem, boolean certain) {
        super(problem.toString());
        this.problem = problem;
        this.certain = certain;
    }

    Problem problem() {
        return problem;
    }

    boolean certain() {
        return certain;
    }
}

package dev.leeward.measure.ssh;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;

/** A host answered, and the answer is no; or it was never reached. Never thrown once it is unclear what was done. */
final class HostException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    HostException(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    static HostException lasting(FaultCode code, String sentence) {
        return new HostException(Problem.lasting(code, sentence));
    }

    static HostException passing(FaultCode code, String sentence) {
        return new HostException(Problem.passing(code, sentence));
    }

    Problem problem() {
        return problem;
    }
}

package dev.leeward.measure.joint;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What came of an order that several were given: all of them carried it out, or none for certain, or nobody knows. */
public final class JointOutcome {
    private final List<String> done = new ArrayList<>();
    private final List<String> against = new ArrayList<>();
    private final Set<FaultCode> codes = EnumSet.noneOf(FaultCode.class);
    private boolean perhaps;
    private boolean again;

    /** Counts in what came of it at {@code name}. */
    public void add(String name, Outcome outcome) {
        switch (outcome) {
            case Outcome.Applied(String evidence) -> done.add(name + ": " + evidence);
            case Outcome.Untouched(var problem) -> {
                against.add(name + ": " + problem.sentence());
                codes.add(problem.code());
                again |= problem.retryable();
            }
            case Outcome.Unknown(var problem) -> {
                against.add(name + ": " + problem.sentence());
                perhaps = true;
            }
        }
    }

    /** Counts in that nothing was heard of {@code name}. */
    public void unheard(String name) {
        against.add(name + " has not answered");
        perhaps = true;
    }

    /**
     * The one outcome.
     *
     * @param who before the sentences of those where it failed, such as {@code "agents in us-east: "}
     */
    public Outcome outcome(String who) {
        if (against.isEmpty()) return new Outcome.Applied(String.join("; ", done));
        var words = who + String.join("; ", against);
        if (perhaps || !done.isEmpty()) {
            return new Outcome.Unknown(Problem.passing(FaultCode.UNAVAILABLE, words));
        }
        if (again) return new Outcome.Untouched(Problem.passing(FaultCode.UNAVAILABLE, words));
        var code = codes.size() == 1 ? codes.iterator().next() : FaultCode.REJECTED;
        return new Outcome.Untouched(Problem.lasting(code, words));
    }
}

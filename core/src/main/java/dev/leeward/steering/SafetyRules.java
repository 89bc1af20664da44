package dev.leeward.steering;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.util.Optional;

/**
 * What every change of a target must obey, whoever asks for it (invariants S2, S4, S23). Kept free of any provider so
 * that none can forget one.
 */
public final class SafetyRules {
    private SafetyRules() {}

    /** The first rule that forbids {@code order} where {@code before} stands, if one does. */
    public static Optional<Problem> forbid(TargetId target, SteeringOrder order, Reading.Found before) {
        return fenced(target, order, before).or(() -> foreign(target, order, before));
    }

    private static Optional<Problem> fenced(TargetId target, SteeringOrder order, Reading.Found before) {
        if (before.epoch().compareTo(order.epoch()) <= 0) return Optional.empty();
        return Optional.of(Problem.lasting(
                FaultCode.FENCED,
                "%s carries epoch %s, this run has %s: a later run took over"
                        .formatted(target, before.epoch(), order.epoch())));
    }

    private static Optional<Problem> foreign(TargetId target, SteeringOrder order, Reading.Found before) {
        // A crash between two calls (A moved, AAAA not yet) is a normal state, so each type is judged for itself.
        var foreign = before.values().entrySet().stream()
                .filter(stands -> order.endpoints().values().stream()
                        .noneMatch(known -> known.of(stands.getKey()).equals(stands.getValue())))
                .findFirst();
        return foreign.map(stands -> Problem.lasting(
                FaultCode.FOREIGN,
                "%s answers %s %s, which no region of %s has: somebody else changed it; put it right there first"
                        .formatted(target, stands.getKey(), stands.getValue(), order.service())));
    }
}

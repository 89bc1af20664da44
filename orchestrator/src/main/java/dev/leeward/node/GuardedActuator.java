package dev.leeward.node;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.leadership.Term;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.util.List;

/**
 * An actuator that changes nothing unless this node surely leads when the call begins (S3). What is on its way when a lease
 * runs out is covered by the epoch at the target (S2).
 */
final class GuardedActuator implements Actuator {
    private final Actuator actuator;
    private final Term term;

    GuardedActuator(Actuator actuator, Term term) {
        this.actuator = actuator;
        this.term = term;
    }

    @Override
    public Planned plan(SteeringOrder order, Duration limit) {
        return leads() ? actuator.plan(order, limit) : new Planned.Refused(doubt());
    }

    @Override
    public Outcome apply(SteeringPlan plan, Duration limit) {
        return leads() ? actuator.apply(plan, limit) : new Outcome.Untouched(doubt());
    }

    private boolean leads() {
        return term.remaining().isPositive();
    }

    private Problem doubt() {
        return Problem.passing(
                FaultCode.UNAVAILABLE, target() + ": nothing was sent, since this node may not lead any more");
    }

    @Override
    public TargetId target() {
        return actuator.target();
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return actuator.preflight(limit);
    }

    @Override
    public Reading read(Duration limit) {
        return actuator.read(limit);
    }

    @Override
    public Verification verify(SteeringOrder order, Duration limit) {
        return actuator.verify(order, limit);
    }

    /** Nothing: it belongs to whoever made it. */
    @Override
    public void close() {
        // See above.
    }
}

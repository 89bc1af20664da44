package dev.leeward.control;

import dev.leeward.measure.MeasureOrder;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Sighting;
import dev.leeward.region.Region;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.util.Map;
import java.util.function.Function;

/**
 * What an attempt at a step wants of the world next, and what follows from the answer. The order of calls is thereby the
 * same wherever they are made: on a thread that blocks, or in a simulated world between two events.
 */
public sealed interface StepCall {
    /** Look at {@code region} once more, right now, with every probe it has. */
    record Look(Region region, Function<Map<Probe, Sighting>, StepCall> then) implements StepCall {}

    /** Read {@code target} and plan its change. */
    record Plan(TargetId target, SteeringOrder order, Function<Planned, StepCall> then) implements StepCall {}

    /** Carry {@code plan} out. */
    record Apply(SteeringPlan plan, Function<Outcome, StepCall> then) implements StepCall {}

    /** Ask everybody who answers for {@code target}. */
    record Verify(TargetId target, SteeringOrder order, Function<Verification, StepCall> then) implements StepCall {}

    /** Take a measure, or take it back. */
    record Perform(MeasureOrder order, Function<Outcome, StepCall> then) implements StepCall {}

    /** Nothing: the attempt is over. */
    record Over(StepResult result) implements StepCall {}
}

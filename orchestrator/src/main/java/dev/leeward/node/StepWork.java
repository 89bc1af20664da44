package dev.leeward.node;

import dev.leeward.control.Effect;
import dev.leeward.control.StepCall;
import dev.leeward.control.StepScript;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Performer;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the calls of a step, one after the other, on the thread it is given. */
final class StepWork {
    private final Function<TargetId, @Nullable Actuator> actuators;
    private final BiFunction<ServiceName, MeasureId, @Nullable Performer> performers;
    private final FreshLook looks;

    StepWork(
            Function<TargetId, @Nullable Actuator> actuators,
            BiFunction<ServiceName, MeasureId, @Nullable Performer> performers,
            FreshLook looks) {
        this.actuators = actuators;
        this.performers = performers;
        this.looks = looks;
    }

    /** One attempt at a step; returns within its limit and a scheduling delay. */
    StepResult attempt(Effect.Attempt attempt) {
        long deadline = System.nanoTime() + attempt.limit().toNanos();
        var call = StepScript.of(attempt);
        while (true) {
            if (call instanceof StepCall.Over over) return over.result();
            var left = Duration.ofNanos(deadline - System.nanoTime());
            call = left.isPositive() ? make(call, left) : tooLate(attempt);
        }
    }

    private StepCall make(StepCall call, Duration left) {
        return switch (call) {
            case StepCall.Look look -> look.then().apply(looks.at(look.region(), left));
            case StepCall.Plan plan -> with(plan.target(), a -> plan.then().apply(a.plan(plan.order(), left)));
            case StepCall.Apply apply ->
                with(apply.plan().target(), a -> apply.then().apply(a.apply(apply.plan(), left)));
            case StepCall.Verify verify ->
                with(verify.target(), a -> verify.then().apply(a.verify(verify.order(), left)));
            case StepCall.Perform perform -> perform(perform, left);
            case StepCall.Over over -> over;
        };
    }

    private StepCall perform(StepCall.Perform call, Duration left) {
        var order = call.order();
        var performer = performers.apply(order.service(), order.measure());
        return performer == null
                ? notDone(Problem.lasting(FaultCode.MISCONFIGURED, order.measure() + " is not configured on this node"))
                : call.then().apply(performer.perform(order, left));
    }

    private StepCall with(TargetId target, Function<Actuator, StepCall> call) {
        var actuator = actuators.apply(target);
        return actuator == null
                ? notDone(Problem.lasting(FaultCode.MISCONFIGURED, target + " is not configured on this node"))
                : call.apply(actuator);
    }

    /** No call was cut short: each had its own deadline, and said what became of it. */
    private static StepCall tooLate(Effect.Attempt attempt) {
        return notDone(
                Problem.passing(FaultCode.TIMED_OUT, "took all of " + attempt.limit() + "; nothing more was sent"));
    }

    private static StepCall notDone(Problem problem) {
        return new StepCall.Over(new StepResult.NotDone(problem));
    }
}

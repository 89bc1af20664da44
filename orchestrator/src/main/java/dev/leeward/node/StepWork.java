package dev.leeward.node;

import dev.leeward.control.Effect;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each kind of step does in the world. */
final class StepWork {
    private final Function<TargetId, @Nullable Actuator> actuators;
    private final FreshLook looks;

    StepWork(Function<TargetId, @Nullable Actuator> actuators, FreshLook looks) {
        this.actuators = actuators;
        this.looks = looks;
    }

    /** One attempt at a step; returns within its limit and a scheduling delay. */
    StepResult attempt(Effect.Attempt attempt) {
        return switch (attempt.step().kind()) {
            case RECHECK -> looks.atRegion(region(attempt, attempt.run().to()), attempt.limit());
            case LOWER_TTL -> change(attempt, attempt.run().from(), SteeringOrder.TtlChoice.MOVING);
            case STEER -> change(attempt, attempt.run().to(), SteeringOrder.TtlChoice.MOVING);
            case TAKE_BACK -> change(attempt, attempt.run().from(), SteeringOrder.TtlChoice.MOVING);
            case RESTORE_TTL -> change(attempt, attempt.run().to(), SteeringOrder.TtlChoice.STEADY);
            case VERIFY -> verify(attempt);
            case DRAIN, NOTIFY -> throw new IllegalStateException(attempt.step().kind() + " is not carried out");
        };
    }

    /** Plans on what stands there now, which is the read-back after an unclear attempt, then applies. */
    private StepResult change(Effect.Attempt attempt, RegionName to, SteeringOrder.TtlChoice ttl) {
        long deadline = System.nanoTime() + attempt.limit().toNanos();
        var actuator = actuator(attempt);
        if (actuator == null) return notConfigured(attempt);
        return switch (actuator.plan(order(attempt, to, ttl), attempt.limit())) {
            case Planned.InPlace _ -> new StepResult.Done("stands as ordered");
            case Planned.Refused refused -> new StepResult.NotDone(refused.problem());
            case Planned.Ready ready -> {
                var left = Duration.ofNanos(deadline - System.nanoTime());
                yield left.isPositive() ? result(actuator.apply(ready.plan(), left)) : tooLate(attempt);
            }
        };
    }

    private static StepResult result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> new StepResult.Done(applied.evidence());
            case Outcome.Untouched untouched -> new StepResult.NotDone(untouched.problem());
            case Outcome.Unknown unknown -> new StepResult.Unclear(unknown.problem());
        };
    }

    /** Two independent proofs: those who answer for the name, and the region itself (S14). */
    private StepResult verify(Effect.Attempt attempt) {
        var actuator = actuator(attempt);
        if (actuator == null) return notConfigured(attempt);
        boolean settling = !attempt.run().kind().movesTraffic();
        var ttl = settling ? SteeringOrder.TtlChoice.STEADY : SteeringOrder.TtlChoice.MOVING;
        var to = isTakenBack(attempt) ? attempt.run().from() : attempt.run().to();
        return switch (actuator.verify(order(attempt, to, ttl), attempt.limit())) {
            case Verification.Proven proven -> regionAnswers(attempt, to, proven.witnesses());
            case Verification.NotYet notYet ->
                new StepResult.NotDone(
                        Problem.passing(FaultCode.TIMED_OUT, "not yet everywhere: " + describe(notYet.witnesses())));
            case Verification.Unseen unseen -> new StepResult.NotDone(unseen.problem());
        };
    }

    private StepResult regionAnswers(Effect.Attempt attempt, RegionName to, List<Verification.Witness> witnesses) {
        var look = looks.atRegion(region(attempt, to), attempt.limit());
        return look instanceof StepResult.Done done
                ? new StepResult.Done(describe(witnesses) + "; " + done.evidence())
                : look;
    }

    private static boolean isTakenBack(Effect.Attempt attempt) {
        return attempt.run().steps().stream()
                .anyMatch(p -> p.step().kind() == StepKind.TAKE_BACK
                        && p.step().stage() < attempt.step().stage());
    }

    private static SteeringOrder order(Effect.Attempt attempt, RegionName to, SteeringOrder.TtlChoice ttl) {
        var endpoints = new HashMap<RegionName, Endpoints>();
        for (var region : attempt.service().regions()) endpoints.put(region.name(), region.endpoints());
        RunbookRun run = attempt.run();
        var operation = run.id() + "/" + attempt.step().id();
        return new SteeringOrder(attempt.name(), to, endpoints, ttl, run.epoch(), operation);
    }

    private static Region region(Effect.Attempt attempt, RegionName name) {
        return attempt.service()
                .region(name)
                .orElseThrow(() -> new IllegalStateException("no region " + name + " in " + attempt.name()));
    }

    private @Nullable Actuator actuator(Effect.Attempt attempt) {
        return attempt.step().target().map(actuators).orElse(null);
    }

    private static StepResult notConfigured(Effect.Attempt attempt) {
        return new StepResult.NotDone(Problem.lasting(
                FaultCode.MISCONFIGURED,
                attempt.step().target().map(TargetId::value).orElse("no target") + " is not configured on this node"));
    }

    private static StepResult tooLate(Effect.Attempt attempt) {
        return new StepResult.NotDone(
                Problem.passing(FaultCode.TIMED_OUT, "planning took all of " + attempt.limit() + "; nothing was sent"));
    }

    private static String describe(List<Verification.Witness> witnesses) {
        return witnesses.stream()
                .map(w -> w.server() + " " + w.state() + (w.detail().isEmpty() ? "" : " (" + w.detail() + ")"))
                .collect(Collectors.joining(", "));
    }
}

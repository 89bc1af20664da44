package dev.leeward.control;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Sighting;
import dev.leeward.region.Endpoints;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each kind of step does in the world, call by call: pure. */
public final class StepScript {
    private final Effect.Attempt attempt;

    private StepScript(Effect.Attempt attempt) {
        this.attempt = attempt;
    }

    /** The first call of {@code attempt}. */
    public static StepCall of(Effect.Attempt attempt) {
        var script = new StepScript(attempt);
        var run = attempt.run();
        return switch (attempt.step().kind()) {
            case RECHECK -> script.look(run.to(), StepScript::over);
            case LOWER_TTL -> script.ttl(run.from(), SteeringOrder.TtlChoice.MOVING);
            case RESTORE_TTL -> script.ttl(run.to(), SteeringOrder.TtlChoice.STEADY);
            case STEER -> script.change(run.to(), SteeringOrder.TtlChoice.MOVING);
            case TAKE_BACK -> script.change(run.from(), SteeringOrder.TtlChoice.MOVING);
            case VERIFY -> script.verify();
            case FENCE, PERFORM -> script.perform(MeasureOrder.Way.TAKE);
            case RELEASE, UNDO -> script.perform(MeasureOrder.Way.TAKE_BACK);
            case DRAIN, CATCH_UP, NOTIFY ->
                throw new IllegalStateException(attempt.step().kind() + " is not carried out");
        };
    }

    /** Plans on what stands there now, which is the read-back after an unclear attempt (S13), then applies. */
    private StepCall change(RegionName to, SteeringOrder.TtlChoice ttl) {
        return change(order(to, ttl), _ -> Optional.empty());
    }

    /** Who only wants another TTL must not move traffic that somebody else has sent elsewhere meanwhile (S23). */
    private StepCall ttl(RegionName stays, SteeringOrder.TtlChoice ttl) {
        return change(
                order(stays, ttl), plan -> isInPlace(plan) ? Optional.empty() : Optional.of(movedMeanwhile(plan)));
    }

    private static boolean isInPlace(SteeringPlan plan) {
        return plan.before().answers(plan.order().desired());
    }

    private StepCall change(SteeringOrder order, Function<SteeringPlan, Optional<Problem>> objection) {
        return new StepCall.Plan(target(), order, planned -> switch (planned) {
            case Planned.InPlace _ -> over(new StepResult.Done("stands as ordered"));
            case Planned.Refused refused -> over(new StepResult.NotDone(refused.problem()));
            case Planned.Ready ready ->
                objection
                        .apply(ready.plan())
                        .<StepCall>map(problem -> over(new StepResult.NotDone(problem)))
                        .orElseGet(() -> new StepCall.Apply(ready.plan(), outcome -> over(result(outcome))));
        });
    }

    private static Problem movedMeanwhile(SteeringPlan plan) {
        return Problem.lasting(
                FaultCode.UNSAFE,
                "%s answers %s, not %s: changing its TTL would move traffic"
                        .formatted(
                                plan.target(),
                                plan.before().values(),
                                plan.order().to()));
    }

    /** Whoever takes a measure reads what stands before it changes anything: an unclear attempt is simply repeated (S13). */
    private StepCall perform(MeasureOrder.Way way) {
        var step = attempt.step();
        var run = attempt.run();
        var measure = step.measure().orElseThrow(() -> new IllegalStateException(step.id() + " has no measure"));
        var region = step.region().orElseThrow(() -> new IllegalStateException(step.id() + " has no region"));
        var order = new MeasureOrder(
                attempt.name(),
                measure.id(),
                measure.kind(),
                way,
                region,
                run.from(),
                run.to(),
                run.epoch(),
                run.id() + "/" + step.id());
        return new StepCall.Perform(order, outcome -> over(result(outcome)));
    }

    private static StepResult result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> new StepResult.Done(applied.evidence());
            case Outcome.Untouched untouched -> new StepResult.NotDone(untouched.problem());
            case Outcome.Unknown unknown -> perhaps(unknown);
        };
    }

    /** No answer is no proof that nothing happened (S13). */
    private static StepResult perhaps(Outcome.Unknown unknown) {
        return new StepResult.Unclear(unknown.problem());
    }

    /** Two independent proofs: those who answer for the name, and the region itself (S14). */
    private StepCall verify() {
        boolean settling = !attempt.run().kind().movesTraffic();
        var ttl = settling ? SteeringOrder.TtlChoice.STEADY : SteeringOrder.TtlChoice.MOVING;
        var to = isTakenBack() ? attempt.run().from() : attempt.run().to();
        return new StepCall.Verify(target(), order(to, ttl), verification -> switch (verification) {
            case Verification.Proven proven -> lookToo(to, proven);
            case Verification.NotYet notYet ->
                over(new StepResult.NotDone(
                        Problem.passing(FaultCode.TIMED_OUT, "not yet everywhere: " + describe(notYet.witnesses()))));
            case Verification.Unseen unseen -> over(new StepResult.NotDone(unseen.problem()));
        });
    }

    private StepCall lookToo(RegionName to, Verification.Proven proven) {
        return look(to, seen -> over(withWitnesses(seen, proven.witnesses())));
    }

    private static StepResult withWitnesses(StepResult seen, List<Verification.Witness> witnesses) {
        return seen instanceof StepResult.Done done
                ? new StepResult.Done(describe(witnesses) + "; " + done.evidence())
                : seen;
    }

    private boolean isTakenBack() {
        return attempt.run().steps().stream()
                .anyMatch(p -> p.step().kind() == StepKind.TAKE_BACK
                        && p.step().stage() < attempt.step().stage());
    }

    /** Done only if every probe of the region is healthy now. */
    private StepCall look(RegionName name, Function<StepResult, StepCall> then) {
        var region = region(name);
        return new StepCall.Look(region, seen -> then.apply(judge(region, seen)));
    }

    private static StepResult judge(Region region, Map<Probe, Sighting> seen) {
        var against = new ArrayList<String>();
        for (var probe : region.probes()) {
            var sighting = seen.get(probe);
            if (sighting == null) against.add(probe.id() + " was not looked at");
            else if (!(sighting instanceof Sighting.Healthy)) against.add(probe.id() + " " + describe(sighting));
        }
        if (!against.isEmpty()) {
            return new StepResult.NotDone(
                    Problem.passing(FaultCode.UNSAFE, region.name() + " is not ready: " + String.join("; ", against)));
        }
        int probes = region.probes().size();
        return new StepResult.Done(
                region.name() + (probes == 1 ? " answers its probe" : " answers all its " + probes + " probes"));
    }

    private SteeringOrder order(RegionName to, SteeringOrder.TtlChoice ttl) {
        var endpoints = new HashMap<RegionName, Endpoints>();
        for (var region : attempt.service().regions()) endpoints.put(region.name(), region.endpoints());
        RunbookRun run = attempt.run();
        var operation = run.id() + "/" + attempt.step().id();
        return new SteeringOrder(attempt.name(), to, endpoints, ttl, run.epoch(), operation);
    }

    private Region region(RegionName name) {
        return attempt.service()
                .region(name)
                .orElseThrow(() -> new IllegalStateException("no region " + name + " in " + attempt.name()));
    }

    private TargetId target() {
        return attempt.step()
                .target()
                .orElseThrow(() -> new IllegalStateException(attempt.step().id() + " acts on no target"));
    }

    private static StepCall over(StepResult result) {
        return new StepCall.Over(result);
    }

    private static String describe(Sighting seen) {
        return switch (seen) {
            case Sighting.Healthy _ -> "healthy";
            case Sighting.Failing failing -> failing.kind() + " (" + failing.detail() + ")";
            case Sighting.Inconclusive open -> "could not look (" + open.why() + ")";
        };
    }

    private static String describe(List<Verification.Witness> witnesses) {
        return witnesses.stream()
                .map(w -> w.server() + " " + w.state() + (w.detail().isEmpty() ? "" : " (" + w.detail() + ")"))
                .collect(Collectors.joining(", "));
    }
}

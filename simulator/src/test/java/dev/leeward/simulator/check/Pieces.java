package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.API;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What traces are made of: sightings, run books of the shop, results of steps. */
final class Pieces {
    static final Sighting OK = new Sighting.Healthy(took(), List.of());
    static final Sighting REFUSED = new Sighting.Failing(FailureKind.REFUSED, "as the test wants it", took());
    static final Sighting TIMED_OUT = new Sighting.Failing(FailureKind.TIMED_OUT, "as the test wants it", took());
    static final Sighting OPEN = new Sighting.Inconclusive("no socket", took());

    private Pieces() {}

    private static PhaseTimings took() {
        return PhaseTimings.ofTotal(Duration.ofMillis(10));
    }

    static RunId id(long epoch) {
        return new RunId(SHOP + "-" + epoch);
    }

    /** The steps that take a run back on {@code targets}. */
    static List<Step> backwards(TargetId... targets) {
        var steps = new ArrayList<Step>();
        for (var kind : List.of(StepKind.TAKE_BACK, StepKind.VERIFY)) {
            int stage = kind == StepKind.VERIFY ? 101 : 100;
            for (var target : targets) {
                steps.add(new Step(new StepId("back-" + kind + "/" + target), kind, stage, Optional.of(target)));
            }
        }
        return steps;
    }

    /** The run book of a kind of run. */
    static List<Step> steps(RunKind kind) {
        var steps = new ArrayList<Step>();
        switch (kind) {
            case FAILOVER -> {
                once(steps, StepKind.RECHECK);
                each(steps, StepKind.STEER);
            }
            case SWITCHOVER, FAILBACK -> {
                each(steps, StepKind.LOWER_TTL);
                once(steps, StepKind.DRAIN);
                once(steps, StepKind.RECHECK);
                each(steps, StepKind.STEER);
            }
            case SETTLE -> each(steps, StepKind.RESTORE_TTL);
            case RELEASE -> {
                return List.of();
            }
        }
        each(steps, StepKind.VERIFY);
        return steps;
    }

    private static void once(List<Step> steps, StepKind kind) {
        steps.add(new Step(new StepId("" + kind), kind, steps.size(), Optional.empty()));
    }

    private static void each(List<Step> steps, StepKind kind) {
        int stage = steps.size();
        for (var target : List.of(WWW, API)) {
            steps.add(new Step(step(kind, target), kind, stage, Optional.of(target)));
        }
    }

    static StepId step(StepKind kind, TargetId target) {
        return new StepId(kind + "/" + target);
    }

    static StepId step(StepKind kind) {
        return new StepId("" + kind);
    }

    static StepResult unclear() {
        return new StepResult.Unclear(problem());
    }

    static StepResult notDone() {
        return new StepResult.NotDone(problem());
    }

    static Problem problem() {
        return Problem.passing(FaultCode.TIMED_OUT, "as the test wants it");
    }
}

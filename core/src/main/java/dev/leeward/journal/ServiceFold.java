package dev.leeward.journal;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.Step;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepResult;
import dev.leeward.runbook.StepState;
import dev.leeward.runbook.StepTrigger;
import dev.leeward.steering.Epoch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How one event changes what is known of its service. */
final class ServiceFold {
    private ServiceFold() {}

    static ServiceState fold(ServiceState before, Instant at, Event.OfService event) {
        var draft = new ServiceDraft(before);
        switch (event) {
            case Event.ActiveAdopted e -> {
                draft.active = Optional.of(e.region());
                raise(draft, e.epoch());
            }
            case Event.GlassBroken e -> raise(draft, e.epoch());
            case Event.BroughtIn e -> {
                raise(draft, e.epoch());
                var from = draft.active.filter(region -> !e.active().equals(Optional.of(region)));
                from.ifPresent(left -> e.active().ifPresent(to -> draft.past.add(OfflineRun.of(e, left, to, at))));
                draft.active = e.active();
                draft.broughtIn.add(e.record());
            }
            case Event.VerdictChanged e -> draft.verdicts.put(e.region(), e.to());
            case Event.ApprovalAsked e -> draft.asked = Optional.of(new ServiceState.Asked(e.proposal(), at));
            case Event.ApprovalLapsed _ -> draft.asked = Optional.empty();
            case Event.WouldHaveMoved e -> draft.shadow = Optional.of(e.proposal());
            case Event.ShadowEnded _ -> draft.shadow = Optional.empty();
            case Event.Paused e -> draft.pause = Optional.of(new ServiceState.Pause(e.by(), e.until(), e.why()));
            case Event.Resumed _ -> draft.pause = Optional.empty();
            case Event.AlarmRaised e -> draft.alarms.put(e.alarm().key(), e.alarm());
            case Event.AlarmCleared e -> draft.alarms.remove(e.key());
            case Event.DriftSeen e -> draft.drift.put(e.target(), e.seen());
            case Event.DriftGone e -> draft.drift.remove(e.target());
            case Event.RunStarted e -> start(draft, at, e);
            case Event.StepStarted e -> {
                onStep(draft, e.step(), p -> p.after(StepTrigger.START, at, Optional.empty()));
                draft.run.ifPresent(run -> Fences.begun(draft.fences, run, e.step()));
            }
            case Event.StepEnded e -> {
                onStep(draft, e.step(), p -> p.after(trigger(e.result()), at, Optional.of(e.result())));
                draft.run.ifPresent(run -> Fences.ended(draft.fences, run, e.step()));
            }
            case Event.StepWaived e -> onStep(draft, e.step(), p -> over(p, StepTrigger.WAIVE, at, e.problem()));
            case Event.StepGivenUp e -> onStep(draft, e.step(), p -> over(p, StepTrigger.GIVE_UP, at, e.problem()));
            case Event.TakingBack e -> draft.run = draft.run.map(run -> takingBack(run, at, e.why(), e.steps()));
            case Event.RunEnded e -> end(draft, at, e.ending());
            case Event.OrderAccepted _, Event.OrderRefused _ -> {
                // The order's consequences are events of their own.
            }
        }
        return draft.freeze();
    }

    private static void raise(ServiceDraft draft, Epoch epoch) {
        if (epoch.compareTo(draft.epoch) > 0) draft.epoch = epoch;
    }

    /** After a crash nobody knows what became of attempts in flight: the next one reads first (S12, S13). */
    static ServiceState crashed(ServiceState before, Instant at) {
        var draft = new ServiceDraft(before);
        draft.run = draft.run.map(run -> run.withSteps(run.steps().stream()
                .map(p -> p.state() == StepState.STARTED ? p.after(StepTrigger.CRASH, at, Optional.empty()) : p)
                .toList()));
        return draft.freeze();
    }

    private static void start(ServiceDraft draft, Instant at, Event.RunStarted e) {
        draft.epoch = e.epoch();
        draft.asked = Optional.empty();
        draft.run = Optional.of(new RunbookRun(
                e.run(),
                e.kind(),
                e.from(),
                e.to(),
                e.epoch(),
                e.automatic(),
                e.overridden(),
                e.faultSeenAt(),
                e.reason(),
                at,
                e.steps().stream().map(step -> StepProgress.waiting(step, at)).toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private static void end(ServiceDraft draft, Instant at, Ending ending) {
        if (draft.run.isEmpty()) return;
        var run = draft.run.get();
        if (run.kind().movesTraffic()) draft.active = activeAfter(draft.active, run, ending);
        draft.past.add(run.ended(ending, at));
        draft.run = Optional.empty();
    }

    private static Optional<RegionName> activeAfter(Optional<RegionName> before, RunbookRun run, Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> Optional.of(run.to());
            case ABORTED, TAKEN_BACK -> before;
            case INCOMPLETE -> run.mayHaveMoved() ? halfDone(before, run) : before;
        };
    }

    /**
     * A move that reached some targets only is still where traffic has to go, and one that was taken back from some is not.
     * Where no target is known for certain to stand anywhere, the targets have to be asked.
     */
    private static Optional<RegionName> halfDone(Optional<RegionName> before, RunbookRun run) {
        if (anyDone(run, StepKind.TAKE_BACK)) return before;
        if (anyDone(run, StepKind.STEER)) return Optional.of(run.to());
        return Optional.empty();
    }

    private static boolean anyDone(RunbookRun run, StepKind kind) {
        return run.steps().stream().anyMatch(p -> p.step().kind() == kind && p.state() == StepState.DONE);
    }

    private static StepTrigger trigger(StepResult result) {
        return switch (result) {
            case StepResult.Done _ -> StepTrigger.DONE;
            case StepResult.NotDone _ -> StepTrigger.NOT_DONE;
            case StepResult.Unclear _ -> StepTrigger.UNCLEAR;
        };
    }

    private static StepProgress over(StepProgress step, StepTrigger how, Instant at, Problem problem) {
        return step.after(how, at, Optional.of(new StepResult.NotDone(problem)));
    }

    private static RunbookRun takingBack(RunbookRun run, Instant at, String why, List<Step> more) {
        var superseded = Problem.lasting(FaultCode.UNSAFE, "the move is being taken back");
        var steps = new ArrayList<StepProgress>();
        for (var p : run.steps()) steps.add(p.state().ended() ? p : over(p, StepTrigger.GIVE_UP, at, superseded));
        for (var step : more) steps.add(StepProgress.waiting(step, at));
        return run.takenBack(why, steps);
    }

    private static void onStep(ServiceDraft draft, StepId id, UnaryOperator<StepProgress> change) {
        draft.run = draft.run.map(run -> run.withSteps(run.steps().stream()
                .map(p -> p.step().id().equals(id) ? change.apply(p) : p)
                .toList()));
    }
}

package dev.leeward.control;

import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunDriver;
import dev.leeward.runbook.RunMove;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepLimits;
import dev.leeward.runbook.StepResult;
import dev.leeward.runbook.StepState;
import dev.leeward.service.Service;
import java.time.Instant;
import java.util.Optional;

/** Moves a service's open run on: journals each intent, and hands the effect out once it is durable. */
final class RunTurn {
    /** A run of this many steps and moves in one turn is a bug, not a run. */
    private static final int MOVES_LIMIT = 10_000;

    private final Service service;
    private final Draft draft;
    private final RunDriver driver;

    RunTurn(Service service, Draft draft) {
        this.service = service;
        this.draft = draft;
        this.driver = new RunDriver(service.steadyTtl());
    }

    /** Takes in what an attempt came to; one that the run no longer waits for says nothing. */
    void returned(Input.StepReturned input) {
        if (!isAwaited(input)) return;
        draft.add(new Event.StepEnded(name(), input.run(), input.step(), input.attempt(), input.result()));
    }

    private boolean isAwaited(Input.StepReturned input) {
        return run().filter(r -> r.id().equals(input.run()))
                .flatMap(r -> r.step(input.step()))
                .filter(p -> p.state() == StepState.STARTED && p.attempts() == input.attempt())
                .isPresent();
    }

    /** Journals every move that is due, until the run waits or is over. */
    void advance(ServiceTurn turn) {
        for (int i = 0; i < MOVES_LIMIT; i++) {
            var run = run();
            if (run.isEmpty()) return;
            var moves = driver.next(run.get(), turn.readiness(run.get()), draft.now()).stream()
                    .filter(move -> allowed(run.get(), move))
                    .toList();
            if (moves.isEmpty()) return;
            moves.forEach(move -> journal(run.get(), move));
        }
        throw new IllegalStateException("run of " + name() + " does not come to rest");
    }

    /** When the open run wants to be looked at again. */
    Optional<Instant> wake() {
        return run().flatMap(driver::wake);
    }

    /** A pause stops automatic effects at once (S15); looking on is no effect, and nothing is given up meanwhile. */
    private boolean allowed(RunbookRun run, RunMove move) {
        boolean paused = draft.of(name()).pause().isPresent() && run.automatic();
        if (!paused) return true;
        return switch (move) {
            case RunMove.Start start ->
                start.step().kind() == StepKind.VERIFY || start.step().kind() == StepKind.RECHECK;
            case RunMove.Complete _, RunMove.LoseSight _, RunMove.End _ -> true;
            case RunMove.GiveUp _, RunMove.Waive _, RunMove.TakeBack _ -> false;
        };
    }

    private void journal(RunbookRun run, RunMove move) {
        switch (move) {
            case RunMove.Start start -> start(run, start);
            case RunMove.Complete done -> complete(run, done);
            case RunMove.LoseSight lost ->
                draft.add(new Event.StepEnded(
                        name(), run.id(), lost.step().id(), lost.attempt(), new StepResult.Unclear(lost.problem())));
            case RunMove.Waive waived ->
                draft.add(new Event.StepWaived(name(), run.id(), waived.step().id(), waived.problem()));
            case RunMove.GiveUp up ->
                draft.add(new Event.StepGivenUp(name(), run.id(), up.step().id(), up.problem()));
            case RunMove.TakeBack back -> draft.add(new Event.TakingBack(name(), run.id(), back.why(), back.steps()));
            case RunMove.End end -> draft.add(RunReport.ended(name(), run, end.ending(), end.summary(), draft.now()));
        }
    }

    private void start(RunbookRun run, RunMove.Start start) {
        draft.add(new Event.StepStarted(name(), run.id(), start.step().id(), start.attempt()));
        if (start.step().kind().waits()) return;
        var limit = StepLimits.of(start.step()).perCall();
        draft.then(new Effect.Attempt(service, run().orElse(run), start.step(), start.attempt(), limit));
    }

    private void complete(RunbookRun run, RunMove.Complete done) {
        var id = done.step().id();
        boolean waits = run.step(id).filter(p -> p.state() == StepState.STARTED).isPresent();
        if (!waits) draft.add(new Event.StepStarted(name(), run.id(), id, done.attempt()));
        draft.add(new Event.StepEnded(name(), run.id(), id, done.attempt(), new StepResult.Done(done.evidence())));
    }

    private Optional<RunbookRun> run() {
        return draft.of(name()).run();
    }

    private ServiceName name() {
        return service.name();
    }
}

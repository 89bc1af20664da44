package dev.leeward.runbook;

import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says what an open run does next: pure, from the run as journaled, the time, and whether the region that takes over is
 * ready. The control loop journals each move before anything happens.
 */
public final class RunDriver {
    /** How long after its limit an attempt may still report back. */
    private static final Duration REPORT_GRACE = Duration.ofSeconds(30);

    /** How long a step waits for a region that is down to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration drain;

    /**
     * A driver for runs of one service.
     *
     * @param drain how long caches may hold answers with the everyday TTL
     */
    public RunDriver(Duration drain) {
        this.drain = drain;
    }

    /** The moves that are due at {@code now}; empty when the run waits for something. */
    public List<RunMove> next(RunbookRun run, Readiness target, Instant now) {
        if (!run.open()) return List.of();
        var current = currentStage(run);
        if (current.isEmpty()) return List.of(new RunMove.End(ending(run), summary(run)));
        boolean inFlight = current.stream().anyMatch(p -> p.state() == StepState.STARTED);
        var failed = failure(run);
        if (failed.isPresent() && !inFlight) {
            var move = afterFailure(run, failed.get());
            if (move.isPresent()) return List.of(move.get());
        }
        var moves = new ArrayList<RunMove>();
        for (var step : current) {
            move(run, step, target, now).ifPresent(moves::add);
        }
        return List.copyOf(moves);
    }

    /** When the run wants to be looked at again at the latest, if it waits for time to pass. */
    public Optional<Instant> wake(RunbookRun run) {
        return currentStage(run).stream()
                .map(this::due)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static List<StepProgress> currentStage(RunbookRun run) {
        int stage = run.steps().stream()
                .filter(p -> !p.state().ended())
                .mapToInt(p -> p.step().stage())
                .min()
                .orElse(-1);
        return run.steps().stream()
                .filter(p -> p.step().stage() == stage && !p.state().ended())
                .toList();
    }

    private Optional<RunMove> move(RunbookRun run, StepProgress step, Readiness target, Instant now) {
        int attempt = step.attempts() + 1;
        if (step.step().kind() == StepKind.DRAIN) return drain(step, now);
        if (step.state() == StepState.STARTED) return overdue(step, now);
        if (step.step().kind() == StepKind.NOTIFY) {
            return Optional.of(new RunMove.Complete(step.step(), attempt, "in the outbox"));
        }
        if (isRecheckedAlready(run, step, target)) {
            var evidence = run.to() + " answered, at looks that began after the fault showed";
            return Optional.of(new RunMove.Complete(step.step(), attempt, evidence));
        }
        var hopeless = neverSteered(run, step).or(() -> hopeless(step));
        if (hopeless.isPresent()) return Optional.of(new RunMove.GiveUp(step.step(), hopeless.get()));
        if (due(step).filter(at -> at.isAfter(now)).isPresent()) return Optional.empty();
        if (lacksReadyTarget(run, step, target)) return notReady(run, step, target, now);
        return Optional.of(new RunMove.Start(step.step(), attempt));
    }

    /**
     * The schedule looks everywhere at once when a fault shows; every look at the region that takes over began after
     * that and was answered, so one more would cost the time of a call and an append and tell nothing new. Once an attempt
     * was made, only a look of its own counts: it may have seen what the schedule has not.
     */
    private static boolean isRecheckedAlready(RunbookRun run, StepProgress step, Readiness target) {
        return step.step().kind() == StepKind.RECHECK
                && step.state() == StepState.WAITING
                && run.faultSeenAt().filter(target::readySince).isPresent();
    }

    /** A wait is a step too: its intent is journaled, so a restart in the middle waits only for what is left. */
    private Optional<RunMove> drain(StepProgress step, Instant now) {
        if (step.state() != StepState.STARTED) {
            return Optional.of(new RunMove.Start(step.step(), step.attempts() + 1));
        }
        if (!isDrained(step, now)) return Optional.empty();
        return Optional.of(new RunMove.Complete(step.step(), step.attempts(), "old answers have run out of caches"));
    }

    private boolean isDrained(StepProgress step, Instant now) {
        return due(step).filter(at -> !at.isAfter(now)).isPresent();
    }

    /** Whoever carries attempts out reports within their limit; one that got lost must not hold the run for ever (L3). */
    private Optional<RunMove> overdue(StepProgress step, Instant now) {
        if (due(step).filter(at -> !at.isAfter(now)).isEmpty()) return Optional.empty();
        var problem = Problem.passing(FaultCode.TIMED_OUT, "the attempt never reported back; it may have taken effect");
        return Optional.of(new RunMove.LoseSight(step.step(), step.attempts(), problem));
    }

    private Optional<Instant> due(StepProgress step) {
        if (step.step().kind() == StepKind.DRAIN) return step.firstStartedAt().map(at -> at.plus(drain));
        if (step.state() == StepState.STARTED) {
            var limit = StepLimits.of(step.step().kind()).perCall();
            return Optional.of(step.changedAt().plus(limit).plus(REPORT_GRACE));
        }
        if (step.state() != StepState.RETRYING && step.state() != StepState.UNCLEAR) return Optional.empty();
        var limits = StepLimits.of(step.step().kind());
        var wait = limits.backoffAfter(step.attempts());
        var asked = askedToWait(step);
        return Optional.of(step.changedAt().plus(asked.compareTo(wait) > 0 ? asked : wait));
    }

    /** What was asked for before an attempt that a crash cut off had been waited for when that attempt began. */
    private static Duration askedToWait(StepProgress step) {
        return step.last()
                .filter(last -> step.state() == StepState.RETRYING || last instanceof StepResult.Unclear)
                .flatMap(RunDriver::problem)
                .flatMap(Problem::retryAfter)
                .orElse(Duration.ZERO);
    }

    private static Optional<Problem> hopeless(StepProgress step) {
        var limits = StepLimits.of(step.step().kind());
        var problem = step.last().flatMap(RunDriver::problem);
        if (isLasting(step)) return problem;
        if (!isTriedTooLong(step, limits)) return Optional.empty();
        var last = problem.map(p -> "; last: " + p.sentence()).orElse("");
        return Optional.of(
                Problem.lasting(FaultCode.EXHAUSTED, "gave up after %d attempts%s".formatted(step.attempts(), last)));
    }

    private static boolean isLasting(StepProgress step) {
        var problem = step.last().flatMap(RunDriver::problem);
        return step.state() == StepState.RETRYING
                && problem.filter(p -> !p.retryable()).isPresent();
    }

    /** By the end of the last attempt, not by the clock: after a long crash or pause there is one more, which reads back. */
    private static boolean isTriedTooLong(StepProgress step, StepLimits limits) {
        return step.firstStartedAt()
                .filter(at -> at.plus(limits.total()).isBefore(step.changedAt()))
                .isPresent();
    }

    /** A target that could not be steered has nothing to verify. */
    private static Optional<Problem> neverSteered(RunbookRun run, StepProgress step) {
        if (step.step().kind() != StepKind.VERIFY) return Optional.empty();
        return run.steps().stream()
                .filter(p -> p.state() == StepState.FAILED && changes(p.step().kind()))
                .filter(p -> p.step().stage() < step.step().stage()
                        && p.step().target().equals(step.step().target()))
                .filter(p -> run.takingBack().isEmpty() || p.step().kind() == StepKind.TAKE_BACK)
                .findFirst()
                .map(p -> Problem.lasting(FaultCode.UNSAFE, p.step().id() + " failed: there is nothing to verify"));
    }

    private static boolean changes(StepKind kind) {
        return kind == StepKind.STEER || kind == StepKind.TAKE_BACK || kind == StepKind.RESTORE_TTL;
    }

    /** Traffic is never sent to a region without fresh evidence that it is ready (S5). */
    private static boolean lacksReadyTarget(RunbookRun run, StepProgress step, Readiness target) {
        boolean steers =
                step.step().kind() == StepKind.STEER && run.takingBack().isEmpty();
        return steers && !target.ready();
    }

    /** A hiccup is waited for; a region that stays down, from when the step's turn came, is not. */
    private static Optional<RunMove> notReady(RunbookRun run, StepProgress step, Readiness target, Instant now) {
        if (target.downSince().isEmpty()) return Optional.empty();
        var turnCame = run.steps().stream()
                .filter(p -> p.step().stage() < step.step().stage())
                .map(StepProgress::changedAt)
                .max(Comparator.naturalOrder())
                .orElse(run.startedAt());
        var downSince = target.downSince().get();
        var waitingSince = downSince.isAfter(turnCame) ? downSince : turnCame;
        if (!waitingSince.plus(PATIENCE).isBefore(now)) return Optional.empty();
        return Optional.of(new RunMove.GiveUp(
                step.step(), Problem.lasting(FaultCode.UNSAFE, run.to() + " is no longer ready to take traffic")));
    }

    private static Optional<StepProgress> failure(RunbookRun run) {
        return run.steps().stream()
                .filter(p -> p.state() == StepState.FAILED)
                .filter(p -> run.takingBack().isEmpty() || p.step().kind() == StepKind.TAKE_BACK)
                .findFirst();
    }

    /** What a step that was given up means for the rest of the run; empty: the other steps go on. */
    private static Optional<RunMove> afterFailure(RunbookRun run, StepProgress failed) {
        var why = failed.step().id() + ": "
                + failed.last()
                        .flatMap(RunDriver::problem)
                        .map(Problem::sentence)
                        .orElse("given up");
        if (run.takingBack().isPresent()) return Optional.empty();
        return switch (failed.step().kind()) {
            case RECHECK, LOWER_TTL, DRAIN ->
                Optional.of(
                        run.mayHaveMoved()
                                ? new RunMove.End(Ending.INCOMPLETE, why)
                                : new RunMove.End(Ending.ABORTED, why));
            case STEER -> afterSteerFailure(run, why);
            // Nothing a step back could mend: traffic moved, and those who still answer otherwise are named.
            case VERIFY, NOTIFY, RESTORE_TTL, TAKE_BACK -> Optional.empty();
        };
    }

    private static Optional<RunMove> afterSteerFailure(RunbookRun run, String why) {
        if (!run.mayHaveMoved()) {
            // A planned move is all or nothing; an unplanned one saves what can be saved.
            boolean othersToCome = !run.kind().planned()
                    && run.steps().stream()
                            .anyMatch(p -> p.step().kind() == StepKind.STEER
                                    && !p.state().ended());
            return othersToCome ? Optional.empty() : Optional.of(new RunMove.End(Ending.ABORTED, why));
        }
        if (!isTakenBack(run.kind())) return Optional.empty();
        var targets = run.steps().stream()
                .filter(StepProgress::mayHaveMoved)
                .flatMap(p -> p.step().target().stream())
                .toList();
        return Optional.of(new RunMove.TakeBack(why, Runbooks.takingBack(run, targets)));
    }

    /** An unplanned move is never steered back to the region that failed; a planned one is. */
    private static boolean isTakenBack(RunKind kind) {
        return kind.planned();
    }

    private static Ending ending(RunbookRun run) {
        boolean anyFailed = failure(run).isPresent()
                || run.steps().stream().anyMatch(p -> p.state() == StepState.FAILED && isAfterTakingBack(run, p));
        if (run.takingBack().isPresent()) return anyFailed ? Ending.INCOMPLETE : Ending.TAKEN_BACK;
        return anyFailed ? Ending.INCOMPLETE : Ending.SUCCEEDED;
    }

    private static boolean isAfterTakingBack(RunbookRun run, StepProgress step) {
        return run.steps().stream()
                .filter(p -> p.step().kind() == StepKind.TAKE_BACK)
                .anyMatch(p -> step.step().stage() >= p.step().stage());
    }

    private static String summary(RunbookRun run) {
        var failed = run.steps().stream()
                .filter(p -> p.state() == StepState.FAILED)
                .map(p -> p.step().id().value())
                .toList();
        return failed.isEmpty() ? "every step done and verified" : "not done: " + String.join(", ", failed);
    }

    private static Optional<Problem> problem(StepResult result) {
        return switch (result) {
            case StepResult.Done _ -> Optional.empty();
            case StepResult.NotDone notDone -> Optional.of(notDone.problem());
            case StepResult.Unclear unclear -> Optional.of(unclear.problem());
        };
    }
}

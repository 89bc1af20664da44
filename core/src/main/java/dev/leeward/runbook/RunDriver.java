package dev.leeward.runbook;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.lag.CopyStand;
import dev.leeward.measure.Measure;
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
        if (current.isEmpty()) return List.of(Aftermath.end(run));
        boolean inFlight = current.stream().anyMatch(p -> p.state() == StepState.STARTED);
        var aftermath = Aftermath.of(run);
        if (aftermath.isPresent() && !inFlight) return List.of(aftermath.get());
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

    /** The step whose failure a person has to judge before {@code run} goes on. */
    public static Optional<StepProgress> asking(RunbookRun run) {
        return currentStage(run).stream()
                .filter(step -> isAsking(run, step) && hopeless(step).isPresent())
                .findFirst();
    }

    private static boolean isAsking(RunbookRun run, StepProgress step) {
        return failing(run, step).filter(Measure.OnFailure.ASK::equals).isPresent();
    }

    /** What follows when {@code step} is given up, for steps that take a measure, or release one before traffic goes there. */
    private static Optional<Measure.OnFailure> failing(RunbookRun run, StepProgress step) {
        boolean moving = run.kind().movesTraffic() && run.takingBack().isEmpty();
        return step.step()
                .measure()
                .filter(_ -> moving)
                .map(measure -> measure.failing(run.kind().planned()));
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
        if (step.step().kind() == StepKind.CATCH_UP && step.state() == StepState.STARTED) {
            return catchUp(step, target.copied(), now);
        }
        if (step.state() == StepState.STARTED) return overdue(step, now);
        if (step.step().kind() == StepKind.NOTIFY) {
            return Optional.of(new RunMove.Complete(step.step(), attempt, "in the outbox"));
        }
        if (isRecheckedAlready(run, step, target)) {
            var evidence = run.to() + " answered, at looks that began after the fault showed";
            return Optional.of(new RunMove.Complete(step.step(), attempt, evidence));
        }
        var hopeless = neverSteered(run, step).or(() -> hopeless(step));
        if (hopeless.isPresent()) return goneWrong(run, step, hopeless.get());
        if (due(step).filter(at -> at.isAfter(now)).isPresent()) return Optional.empty();
        if (lacksReadyTarget(run, step, target)) return notReady(run, step, target, now);
        return Optional.of(new RunMove.Start(step.step(), attempt));
    }

    private static Optional<RunMove> goneWrong(RunbookRun run, StepProgress step, Problem problem) {
        boolean tried = step.state() != StepState.WAITING;
        return switch (failing(run, step).filter(_ -> tried).orElse(Measure.OnFailure.ABORT)) {
            case ABORT -> Optional.of(new RunMove.GiveUp(step.step(), problem));
            case CONTINUE -> Optional.of(new RunMove.Waive(step.step(), problem));
            case ASK -> Optional.empty();
        };
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

    /** A change written after this step began came after the fence, from those whom it does not hold. */
    private Optional<RunMove> catchUp(StepProgress step, CopyStand copied, Instant now) {
        var began = step.firstStartedAt().orElse(step.changedAt());
        if (copied.covers(began)) {
            return Optional.of(new RunMove.Complete(step.step(), step.attempts(), copied.words()));
        }
        if (due(step).filter(at -> !at.isAfter(now)).isEmpty()) return Optional.empty();
        var problem = Problem.passing(FaultCode.TIMED_OUT, "has not caught up: " + copied.words());
        return Optional.of(new RunMove.LoseSight(step.step(), step.attempts(), problem));
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
        if (step.step().kind() == StepKind.CATCH_UP && step.state() == StepState.STARTED) {
            var limit = step.step().measure().map(Measure::limit).orElse(Duration.ZERO);
            return Optional.of(step.firstStartedAt().orElse(step.changedAt()).plus(limit));
        }
        if (step.state() == StepState.STARTED) {
            var limit = StepLimits.of(step.step()).perCall();
            return Optional.of(step.changedAt().plus(limit).plus(REPORT_GRACE));
        }
        if (step.state() != StepState.RETRYING && step.state() != StepState.UNCLEAR) return Optional.empty();
        if (hopeless(step).isPresent()) return Optional.empty();
        var limits = StepLimits.of(step.step());
        var wait = limits.backoffAfter(step.attempts());
        var asked = askedToWait(step);
        return Optional.of(step.changedAt().plus(asked.compareTo(wait) > 0 ? asked : wait));
    }

    /** What was asked for before an attempt that a crash cut off had been waited for when that attempt began. */
    private static Duration askedToWait(StepProgress step) {
        boolean itsOwn = step.state() == StepState.RETRYING
                || step.last().filter(StepResult.Unclear.class::isInstance).isPresent();
        return step.problem().filter(_ -> itsOwn).flatMap(Problem::retryAfter).orElse(Duration.ZERO);
    }

    private static Optional<Problem> hopeless(StepProgress step) {
        if (isLasting(step)) return step.problem();
        if (!isTriedTooLong(step) && !isTriedTooOften(step)) return Optional.empty();
        var last = step.problem().map(p -> "; last: " + p.sentence()).orElse("");
        return Optional.of(
                Problem.lasting(FaultCode.EXHAUSTED, "gave up after %d attempts%s".formatted(step.attempts(), last)));
    }

    private static boolean isLasting(StepProgress step) {
        return step.state() == StepState.RETRYING
                && step.problem().filter(p -> !p.retryable()).isPresent();
    }

    /** By the end of the last attempt, not by the clock: after a long crash or pause there is one more, which reads back. */
    private static boolean isTriedTooLong(StepProgress step) {
        var total = step.step().kind() == StepKind.CATCH_UP
                ? step.step()
                        .measure()
                        .map(measure -> measure.limit().minusNanos(1))
                        .orElse(Duration.ZERO)
                : StepLimits.of(step.step()).total();
        return step.firstStartedAt()
                .filter(at -> at.plus(total).isBefore(step.changedAt()))
                .isPresent();
    }

    private static boolean isTriedTooOften(StepProgress step) {
        boolean takes = step.step().kind() == StepKind.FENCE || step.step().kind() == StepKind.PERFORM;
        boolean over = step.state() == StepState.RETRYING || step.state() == StepState.UNCLEAR;
        return takes
                && over
                && step.step()
                        .measure()
                        .filter(m -> step.attempts() >= m.attempts())
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
}

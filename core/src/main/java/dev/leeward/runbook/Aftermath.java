package dev.leeward.runbook;

import dev.leeward.decision.RunKind;
import dev.leeward.fault.Problem;
import java.util.Optional;
import java.util.stream.Collectors;

/** What steps that were given up mean for the rest of their run, and how it ends. */
final class Aftermath {
    private final RunbookRun run;

    private Aftermath(RunbookRun run) {
        this.run = run;
    }

    /** What the run has to do now because a step was given up; empty: the other steps go on. */
    static Optional<RunMove> of(RunbookRun run) {
        var aftermath = new Aftermath(run);
        return aftermath.failure().flatMap(aftermath::after);
    }

    /** The end of a run of which no step is left. */
    static RunMove end(RunbookRun run) {
        var aftermath = new Aftermath(run);
        return new RunMove.End(aftermath.ending(), aftermath.summary());
    }

    private Optional<StepProgress> failure() {
        return run.steps().stream()
                .filter(p -> p.state() == StepState.FAILED)
                .filter(p -> run.takingBack().isEmpty() || isTakingBack(p))
                .findFirst();
    }

    /** Whether {@code step} is one of those that take the run back. */
    private boolean isTakingBack(StepProgress step) {
        return switch (step.step().kind()) {
            case TAKE_BACK, UNDO -> true;
            case RELEASE -> step.step().region().filter(run.from()::equals).isPresent();
            default -> false;
        };
    }

    private Optional<RunMove> after(StepProgress failed) {
        var why = failed.step().id() + ": "
                + failed.problem().map(Problem::sentence).orElse("given up");
        if (run.takingBack().isPresent()) return Optional.empty();
        return switch (failed.step().kind()) {
            case RECHECK, LOWER_TTL, DRAIN, FENCE, CATCH_UP, PERFORM -> Optional.of(giveUp(why));
            case RELEASE -> run.kind().movesTraffic() ? Optional.of(giveUp(why)) : Optional.empty();
            case STEER -> afterSteerFailure(why);
            // Nothing a step back could mend: traffic moved, and those who still answer otherwise are named.
            case VERIFY, NOTIFY, RESTORE_TTL, TAKE_BACK, UNDO -> Optional.empty();
        };
    }

    /** An unplanned move is never steered back to the region that failed; a planned one is. */
    private RunMove giveUp(String why) {
        if (run.mayHaveMoved() && !isTakenBack(run.kind())) return new RunMove.End(Ending.INCOMPLETE, why);
        var back = Runbooks.takingBack(run);
        return back.isEmpty() ? new RunMove.End(Ending.ABORTED, why) : new RunMove.TakeBack(why, back);
    }

    private static boolean isTakenBack(RunKind kind) {
        return kind.planned();
    }

    private Optional<RunMove> afterSteerFailure(String why) {
        if (isTakenBack(run.kind())) return Optional.of(giveUp(why));
        if (run.mayHaveMoved()) return Optional.empty();
        // A planned move is all or nothing; an unplanned one saves what can be saved.
        boolean othersToCome = run.steps().stream()
                .anyMatch(p -> p.step().kind() == StepKind.STEER && !p.state().ended());
        return othersToCome ? Optional.empty() : Optional.of(giveUp(why));
    }

    private Ending ending() {
        boolean anyFailed = failure().isPresent()
                || run.steps().stream().anyMatch(p -> p.state() == StepState.FAILED && isAfterTakingBack(p));
        if (run.takingBack().isPresent()) return anyFailed ? Ending.INCOMPLETE : Ending.TAKEN_BACK;
        return anyFailed ? Ending.INCOMPLETE : Ending.SUCCEEDED;
    }

    private boolean isAfterTakingBack(StepProgress step) {
        return run.takingBack().isPresent()
                && run.steps().stream()
                        .filter(this::isTakingBack)
                        .anyMatch(p -> step.step().stage() >= p.step().stage());
    }

    private String summary() {
        var failed = named(StepState.FAILED);
        var waived = named(StepState.WAIVED);
        var done = failed.isEmpty() ? "every step done and verified" : "not done: " + failed;
        return waived.isEmpty() ? done : done + (failed.isEmpty() ? ", but not " : "; gone on without ") + waived;
    }

    private String named(StepState state) {
        return run.steps().stream()
                .filter(p -> p.state() == state)
                .map(p -> p.step().id().value())
                .collect(Collectors.joining(", "));
    }
}

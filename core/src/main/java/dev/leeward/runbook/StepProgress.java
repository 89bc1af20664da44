package dev.leeward.runbook;

import dev.leeward.fault.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one step got.
 *
 * @param attempts begun so far
 * @param firstStartedAt when the first attempt began
 * @param changedAt when {@code state} was last entered; after a crash, when the attempt it cut off had begun
 * @param last what the last finished attempt came to
 * @param everUnclear whether some attempt may have taken effect unseen
 */
public record StepProgress(
        Step step,
        StepState state,
        int attempts,
        Optional<Instant> firstStartedAt,
        Instant changedAt,
        Optional<StepResult> last,
        boolean everUnclear) {

    /** A step that has not begun. */
    public static StepProgress waiting(Step step, Instant at) {
        return new StepProgress(step, StepState.WAITING, 0, Optional.empty(), at, Optional.empty(), false);
    }

    /** This step after {@code trigger}, as {@link StepTable} has it. */
    public StepProgress after(StepTrigger trigger, Instant at, Optional<StepResult> result) {
        boolean starts = trigger == StepTrigger.START;
        return new StepProgress(
                step,
                StepTable.next(state, trigger),
                starts ? attempts + 1 : attempts,
                starts ? firstStartedAt.or(() -> Optional.of(at)) : firstStartedAt,
                trigger == StepTrigger.CRASH ? changedAt : at,
                result.or(() -> last),
                everUnclear || trigger == StepTrigger.UNCLEAR || trigger == StepTrigger.CRASH);
    }

    /** Whether a step that takes a measure may have taken it. */
    boolean mayHold() {
        boolean takes = step.kind() == StepKind.FENCE || step.kind() == StepKind.PERFORM;
        return takes && (state == StepState.DONE || state == StepState.STARTED || everUnclear);
    }

    /** The problem of the last finished attempt, if it had one. */
    public Optional<Problem> problem() {
        return last.flatMap(result -> switch (result) {
            case StepResult.Done _ -> Optional.empty();
            case StepResult.NotDone notDone -> Optional.of(notDone.problem());
            case StepResult.Unclear unclear -> Optional.of(unclear.problem());
        });
    }

    /** Whether a steering step may have changed its target: done, or not known for certain to have changed nothing. */
    boolean mayHaveMoved() {
        return step.kind() == StepKind.STEER && (state == StepState.DONE || state == StepState.STARTED || everUnclear);
    }
}

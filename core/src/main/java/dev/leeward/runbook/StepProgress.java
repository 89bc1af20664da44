package dev.leeward.runbook;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one step got.
 *
 * @param attempts begun so far
 * @param firstStartedAt when the first attempt began
 * @param changedAt when {@code state} was last entered
 * @param last what the last finished attempt came to
 */
public record StepProgress(
        Step step,
        StepState state,
        int attempts,
        Optional<Instant> firstStartedAt,
        Instant changedAt,
        Optional<StepResult> last) {

    /** A step that has not begun. */
    public static StepProgress waiting(Step step, Instant at) {
        return new StepProgress(step, StepState.WAITING, 0, Optional.empty(), at, Optional.empty());
    }
}

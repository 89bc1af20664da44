package dev.leeward.journal;

import dev.leeward.measure.StandingFence;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepProgress;
import dev.leeward.runbook.StepResult;
import java.util.List;
import java.util.Optional;

/** Which fences stand, by what became of the steps that raise and release them. What may stand counts as standing. */
final class Fences {
    private final List<StandingFence> standing;
    private final StandingFence fence;
    private final StepProgress step;

    private Fences(List<StandingFence> standing, StandingFence fence, StepProgress step) {
        this.standing = standing;
        this.fence = fence;
        this.step = step;
    }

    /** An attempt at a step of {@code run} begins: from the intent on a fence may stand. */
    static void begun(List<StandingFence> standing, RunbookRun run, StepId id) {
        of(standing, run, id)
                .filter(f -> f.step.step().kind() == StepKind.FENCE && !f.isKnown())
                .ifPresent(f -> standing.add(f.fence));
    }

    /** It is over. */
    static void ended(List<StandingFence> standing, RunbookRun run, StepId id) {
        of(standing, run, id).ifPresent(Fences::ended);
    }

    private static Optional<Fences> of(List<StandingFence> standing, RunbookRun run, StepId id) {
        return run.step(id)
                .flatMap(step -> step.step()
                        .measure()
                        .flatMap(measure -> step.step()
                                .region()
                                .map(at ->
                                        new Fences(standing, new StandingFence(measure.id(), at, run.epoch()), step))));
    }

    private void ended() {
        boolean done = step.last().filter(StepResult.Done.class::isInstance).isPresent();
        boolean neverRaised = !step.everUnclear() && standing.contains(fence);
        switch (step.step().kind()) {
            case FENCE -> {
                if (done || neverRaised) forget();
                if (done) standing.add(fence);
            }
            case RELEASE -> {
                if (done) forget();
            }
            default -> {
                // Other steps neither raise nor release one.
            }
        }
    }

    private boolean isKnown() {
        return standing.stream().anyMatch(f -> f.is(fence.measure(), fence.region()));
    }

    private void forget() {
        standing.removeIf(f -> f.is(fence.measure(), fence.region()));
    }
}

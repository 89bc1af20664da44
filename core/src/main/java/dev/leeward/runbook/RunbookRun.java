package dev.leeward.runbook;

import dev.leeward.decision.Reason;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Epoch;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run of a run book, as the journal tells it. Immutable.
 *
 * @param automatic whether Leeward decided it, so that it counts for the budget
 * @param overridden rules that a person overrode by name
 * @param faultSeenAt start of the first look that showed the fault; for unplanned runs
 * @param takingBack why, once a planned move is being taken back
 * @param ending how it ended, once it did
 */
public record RunbookRun(
        RunId id,
        RunKind kind,
        RegionName from,
        RegionName to,
        Epoch epoch,
        boolean automatic,
        Set<Rule> overridden,
        Optional<Instant> faultSeenAt,
        Reason reason,
        Instant startedAt,
        List<StepProgress> steps,
        Optional<String> takingBack,
        Optional<Ending> ending,
        Optional<Instant> endedAt) {
    public RunbookRun {
        overridden = Collections.unmodifiableSet(new TreeSet<>(overridden));
        steps = List.copyOf(steps);
    }

    /** Whether it still has something to do. */
    public boolean open() {
        return ending.isEmpty();
    }

    /** Whether some target may answer differently than before the run. */
    public boolean mayHaveMoved() {
        // Asked of every past run on every turn.
        for (var step : steps) {
            if (step.mayHaveMoved()) return true;
        }
        return false;
    }

    /** The progress of {@code step}, if it is one of this run's. */
    public Optional<StepProgress> step(StepId step) {
        return steps.stream().filter(p -> p.step().id().equals(step)).findFirst();
    }

    /** This run with its steps as they stand now. */
    public RunbookRun withSteps(List<StepProgress> now) {
        return copy(now, takingBack, ending, endedAt);
    }

    /** This run once it is being taken back, with the steps that do so. */
    public RunbookRun takenBack(String why, List<StepProgress> now) {
        return copy(now, Optional.of(why), ending, endedAt);
    }

    /** This run once it is over. */
    public RunbookRun ended(Ending how, Instant at) {
        return copy(steps, takingBack, Optional.of(how), Optional.of(at));
    }

    private RunbookRun copy(
            List<StepProgress> now, Optional<String> back, Optional<Ending> how, Optional<Instant> endedWhen) {
        return new RunbookRun(
                id,
                kind,
                from,
                to,
                epoch,
                automatic,
                overridden,
                faultSeenAt,
                reason,
                startedAt,
                now,
                back,
                how,
                endedWhen);
    }
}

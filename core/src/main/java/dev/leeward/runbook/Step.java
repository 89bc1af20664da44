package dev.leeward.runbook;

import dev.leeward.measure.Measure;
import dev.leeward.region.RegionName;
import dev.leeward.steering.TargetId;
import java.util.Optional;

/**
 * One durable step of a run.
 *
 * @param stage steps of one stage run side by side; the next stage starts when all of them ended
 * @param target what it acts on, for steps that act on a target
 * @param measure what it takes or takes back, for steps that do so, as it was declared when the run began
 * @param region where it takes that measure
 */
public record Step(
        StepId id,
        StepKind kind,
        int stage,
        Optional<TargetId> target,
        Optional<Measure> measure,
        Optional<RegionName> region) {
    /** A step without a measure. */
    public Step(StepId id, StepKind kind, int stage, Optional<TargetId> target) {
        this(id, kind, stage, target, Optional.empty(), Optional.empty());
    }
}

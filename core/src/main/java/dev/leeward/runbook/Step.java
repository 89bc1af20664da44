package dev.leeward.runbook;

import dev.leeward.steering.TargetId;
import java.util.Optional;

/**
 * One durable step of a run.
 *
 * @param stage steps of one stage run side by side; the next stage starts when all of them ended
 * @param target what it acts on, for steps that act on a target
 */
public record Step(StepId id, StepKind kind, int stage, Optional<TargetId> target) {}

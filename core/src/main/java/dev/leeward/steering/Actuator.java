package dev.leeward.steering;

import java.time.Duration;
import java.util.List;

/**
 * The port that steers one target. Idempotent, and fenced by the order's epoch: once a target carries an epoch, a call
 * of a lower one changes nothing and says {@code FENCED}. Every call returns within its time limit (plus scheduling
 * delay); a limit that passes after something was sent is {@link Outcome.Unknown}, never a guess. Calls block and are
 * made on virtual threads; implementations are thread-safe.
 */
public interface Actuator extends AutoCloseable {
    /** What this steers. */
    TargetId target();

    /** Looks for what would make a run fail (scope, zone status, TTLs) without changing anything. */
    List<Finding> preflight(Duration limit);

    /** Reads the target at its source of truth. */
    Reading read(Duration limit);

    /**
     * Reads, then plans the change to {@code order} under {@link SafetyRules}. Refuses what is unsafe, foreign, fenced or
     * ambiguous.
     */
    Planned plan(SteeringOrder order, Duration limit);

    /**
     * Carries {@code plan} out if the target still stands as planned ({@code CONFLICT} otherwise). Never passes through
     * an empty or unowned answer (invariant S4).
     */
    Outcome apply(SteeringPlan plan, Duration limit);

    /** Asks everybody who answers for the target, independently of the call that changed it. */
    Verification verify(SteeringOrder order, Duration limit);

    @Override
    void close();
}

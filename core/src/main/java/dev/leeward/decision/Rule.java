package dev.leeward.decision;

/**
 * Every rule a decision can hang on, by a stable name. {@code --force} can override only those that say so, by name.
 */
public enum Rule {
    /** The region that carries traffic is known; overriding it takes a failover that says where to. */
    ACTIVE_KNOWN(true),
    /** Enough fresh evidence was gathered since this node started. */
    WARMED_UP(false),
    /** The observers see at all: a reference target or another region answers. */
    OBSERVERS_SEE(false),
    /** No run is under way; overriding it ends that run where it stands. */
    NO_RUN(true),
    /** Nobody paused the service. */
    NOT_PAUSED(false),
    /** The active region is unhealthy, by quorum. */
    ACTIVE_UNHEALTHY(true),
    /** Another region is healthy on fresh evidence. */
    TARGET_READY(false),
    /** The policy lets Leeward act by itself. */
    MODE_AUTOMATIC(true),
    /** Enough time has passed since the last run was completed. */
    DWELL(true),
    /** Automatic transitions are left in the window. */
    BUDGET(true),
    /** What would be lost is within the limit. */
    DATA_LOSS(true),
    /** The active region is healthy, as a planned move needs. */
    ACTIVE_HEALTHY(false),
    /** Traffic is away from home. */
    AWAY_FROM_HOME(false),
    /** The journal shows that traffic left home, so that coming home undoes a move and not what a file says. */
    LEFT_HOME(false),
    /** Home has been healthy long enough. */
    HOME_STABLE(true),
    /** The data at home has caught up. */
    CONVERGED(true),
    /** The maintenance window is open. */
    WINDOW_OPEN(true),
    /** A person approved. */
    APPROVED(false);

    private final boolean overridable;

    Rule(boolean overridable) {
        this.overridable = overridable;
    }

    /** Whether a person may override it by name. */
    public boolean overridable() {
        return overridable;
    }
}

package dev.leeward.decision;

/** Why a run exists. */
public enum RunKind {
    /** Unplanned: the active region failed. */
    FAILOVER,
    /** Planned, between healthy regions, on a person's order. */
    SWITCHOVER,
    /** Planned, home, under its own gates. */
    FAILBACK,
    /** After traffic has settled: the lowered TTLs go back to their everyday value. Moves no traffic. */
    SETTLE,
    /** A fence stands around the region that carries traffic: it is taken down. Moves no traffic. */
    RELEASE;

    /** Whether such a run moves traffic, and so counts for dwell and budget. */
    public boolean movesTraffic() {
        return this != SETTLE && this != RELEASE;
    }

    /** Whether the region that is left is expected to work, so that a failed move can be taken back. */
    public boolean planned() {
        return this == SWITCHOVER || this == FAILBACK;
    }
}

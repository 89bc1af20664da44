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
    SETTLE;

    /** Whether such a run moves traffic, and so counts for dwell and budget. */
    public boolean movesTraffic() {
        return this != SETTLE;
    }

    /** Whether the region that is left is expected to work, so that a failed move can be taken back. */
    public boolean planned() {
        return this == SWITCHOVER || this == FAILBACK;
    }
}

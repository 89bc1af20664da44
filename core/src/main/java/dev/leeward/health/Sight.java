package dev.leeward.health;

/** How far what one vantage point sees of a region can be relied on. */
public enum Sight {
    /** It sees: its verdict counts. */
    CLEAR,
    /** Nothing else answers it either, so its failures are no evidence. */
    BLIND,
    /** So much fails for it at once that it is suspected itself; see {@link Suspicions}. */
    SUSPECT,
    /** Nothing fresh has come from it. */
    SILENT
}

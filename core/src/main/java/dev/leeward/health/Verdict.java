package dev.leeward.health;

/** What is held true about a region. Unknown is never taken for either of the others. */
public enum Verdict {
    HEALTHY,
    UNHEALTHY,
    UNKNOWN
}

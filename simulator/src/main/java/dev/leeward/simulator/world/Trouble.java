package dev.leeward.simulator.world;

/** What a DNS provider does wrong. */
public enum Trouble {
    /** Answers that it is busy; nothing changes. */
    UNAVAILABLE,
    /** Asks to slow down; nothing changes. */
    THROTTLED,
    /** Refuses for good, as with a credential that was withdrawn; nothing changes. */
    FORBIDDEN,
    /** Does it, and the answer gets lost. */
    ANSWER_LOST,
    /** Does not do it, and the answer gets lost. */
    REQUEST_LOST,
    /** Does half of it, and the answer gets lost. */
    HALF,
    /** Reads show what stood there before the newest change. */
    STALE_READ
}

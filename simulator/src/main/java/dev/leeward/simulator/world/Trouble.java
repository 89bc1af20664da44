package dev.leeward.simulator.world;

/** What a DNS provider does wrong. */
public enum Trouble {
    /** Answers that it is busy; nothing changes. */
    UNAVAILABLE,
    /** Asks to slow down, and at times says for how long; nothing changes. */
    THROTTLED,
    /** Refuses for good, as with a credential that was withdrawn; nothing changes. */
    FORBIDDEN,
    /** Does what it is told to change, and the answer gets lost. */
    ANSWER_LOST,
    /** Does not change what it is told to, and says nothing. */
    REQUEST_LOST,
    /** Changes half of it, and says nothing. */
    HALF,
    /** Reads show what stood there before the newest change. */
    STALE_READ
}

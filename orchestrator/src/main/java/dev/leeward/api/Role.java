package dev.leeward.api;

/** What the bearer of a token may do. */
public enum Role {
    /** Ask for the orders of one region and report from there, and nothing else. */
    AGENT,
    /** Read evidence, and nothing else: for other vantage points. */
    PEER,
    /** Look at everything. */
    VIEWER,
    /** Look, and give orders. */
    OPERATOR;

    /** Whether this role includes {@code needed}: an agent's is apart, since nobody else can speak for its host. */
    boolean covers(Role needed) {
        if (this == AGENT || needed == AGENT) return this == needed;
        return compareTo(needed) >= 0;
    }
}

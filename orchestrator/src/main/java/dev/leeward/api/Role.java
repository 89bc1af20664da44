package dev.leeward.api;

/** What the bearer of a token may do. */
public enum Role {
    /** Ask for the orders of one region and report from there, and nothing else. */
    AGENT,
    /** Ask where services are, and nothing else: for applications. */
    APPLICATION,
    /** Read evidence, and nothing else: for other vantage points. */
    PEER,
    /** Look at everything. */
    VIEWER,
    /** Look, and give orders. */
    OPERATOR;

    /** Whether this role includes {@code needed}: an agent's is apart, since nobody else can speak for its host. */
    boolean covers(Role needed) {
        if (this == needed) return true;
        return needed != AGENT && compareTo(VIEWER) >= 0 && compareTo(needed) >= 0;
    }
}

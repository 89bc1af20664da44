package dev.leeward.api;

/** What the bearer of a token may do. */
public enum Role {
    /** Read evidence, and nothing else: for other vantage points. */
    PEER,
    /** Look at everything. */
    VIEWER,
    /** Look, and give orders. */
    OPERATOR;

    /** Whether this role includes {@code needed}. */
    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}

package dev.leeward.api;

/** What the bearer of a token may do. */
public enum Role {
    /** Look at everything. */
    VIEWER,
    /** Look, and give orders. */
    OPERATOR;

    /** Whether this role includes {@code needed}. */
    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}

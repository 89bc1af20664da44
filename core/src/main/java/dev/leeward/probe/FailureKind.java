package dev.leeward.probe;

/** How a look failed. Each is different evidence: a refusal is proof of life of the host, a time-out is not. */
public enum FailureKind {
    REFUSED,
    TIMED_OUT,
    RESET,
    UNREACHABLE,
    UNRESOLVABLE,
    TLS,
    BAD_STATUS,
    BAD_BODY,
    BAD_HEADER,
    BAD_ANSWER,
    BAD_EXIT,
    PROTOCOL,
    /** A store, or a table of it, was asked for more than it gives. */
    THROTTLED,
    /** A table is not there. */
    NOT_FOUND,
    /** A store says that it cannot serve now (HTTP 5xx), or a table is not ready. */
    UNAVAILABLE
}

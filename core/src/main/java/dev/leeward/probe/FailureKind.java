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
    PROTOCOL
}

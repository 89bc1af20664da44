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
    UNAVAILABLE,
    /** Another monitor says so, and it is certain that it was that one. */
    SIGNALLED,
    /** Somebody says so, and anybody may have been it: a reason to look closely and not to go there, and nothing more. */
    SUSPECTED;

    /** Whether it may never make anything unhealthy, however often it is seen. */
    public boolean isSuspicionOnly() {
        return this == SUSPECTED;
    }

    /** Whether the target may be at work all the same: somebody answered, be it nonsense, or it was not reached at all. */
    public boolean mayBeAlive() {
        return switch (this) {
            case REFUSED, TIMED_OUT, RESET, UNREACHABLE -> false;
            case UNRESOLVABLE,
                    TLS,
                    BAD_STATUS,
                    BAD_BODY,
                    BAD_HEADER,
                    BAD_ANSWER,
                    BAD_EXIT,
                    PROTOCOL,
                    THROTTLED,
                    NOT_FOUND,
                    UNAVAILABLE,
                    SIGNALLED,
                    SUSPECTED -> true;
        };
    }
}

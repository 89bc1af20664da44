package dev.leeward.fault;

/**
 * Stable codes of everything that can go wrong. A code never changes its meaning once released; journals, metrics,
 * alerts and scripts rely on it.
 */
public enum FaultCode {
    /** Nobody answered: refused, unreachable, unresolvable, connection lost before anything was sent. */
    UNREACHABLE,
    /** The deadline passed. After a write this means "maybe applied". */
    TIMED_OUT,
    /** The credential is missing, unreadable or not accepted. */
    UNAUTHENTICATED,
    /** The credential is accepted but not allowed to do this. */
    FORBIDDEN,
    /** The zone, record, switch or file does not exist. */
    NOT_FOUND,
    /** More than one thing matches where exactly one was meant; nothing is picked by chance. */
    AMBIGUOUS,
    /** Somebody changed it between our look and our write; nothing was written. */
    CONFLICT,
    /** A newer epoch stands at the target: this caller was superseded and must stop. */
    FENCED,
    /** The provider asked to slow down. */
    THROTTLED,
    /** The provider says it is busy or under maintenance. */
    UNAVAILABLE,
    /** The provider understood and refused; repeating the same call will not help. */
    REJECTED,
    /** The answer could not be understood. */
    GARBLED,
    /** A safety rule forbids it. */
    UNSAFE,
    /** What stands at the target belongs to nobody we know: a foreign edit. */
    FOREIGN,
    /** The configuration or the command line is wrong. */
    MISCONFIGURED,
    /** A limit of ours was reached: queue, retries, body size. */
    EXHAUSTED,
    /** A bug of ours. */
    INTERNAL
}

package dev.leeward.testkit;

/** What can go wrong between an actuator and its target. */
public enum ActuatorFault {
    /** Nobody accepts the connection; nothing is sent. */
    UNREACHABLE,
    /** The write never arrives, and nobody says so. */
    REQUEST_LOST,
    /** The write is done, but its answer never arrives. */
    REPLY_LOST,
    /** The target asks to slow down, and does nothing. */
    THROTTLED,
    /** The first of several calls of one change is done, the second is not: for targets that need several. */
    HALF_DONE,
    /** One of those who answer for the target does not learn of changes. */
    LATE_WITNESS
}

package dev.leeward.declared;

/** What of a table somebody is to be told of by an alarm in CloudWatch. */
public enum WatchedMetric {
    /** How long changes take to the other replicas of a global table. */
    REPLICATION_LATENCY,
    /** Answers with HTTP 500. */
    SYSTEM_ERRORS,
    /** Requests that were too many. */
    THROTTLING
}

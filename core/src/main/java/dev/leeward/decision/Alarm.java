package dev.leeward.decision;

/**
 * Something a person must know. One alarm of the same {@code key} is raised once, until it is cleared.
 *
 * @param key what it is about, stable: {@code all-regions-down}
 */
public record Alarm(String key, Severity severity, String sentence) {
    /** How urgently. */
    public enum Severity {
        /** Wakes somebody up. */
        PAGE,
        /** Can wait for the morning. */
        NOTICE
    }
}

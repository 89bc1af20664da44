package dev.leeward.steering;

import dev.leeward.fault.FaultCode;

/** Something a pre-flight look noticed: an {@code ERROR} would make a run fail, a {@code WARNING} makes it worse. */
public record Finding(Severity severity, FaultCode code, String sentence) {
    /** How bad. */
    public enum Severity {
        WARNING,
        ERROR
    }
}

package dev.leeward.simulator.swarm;

/** What a seed is played for. */
public enum Mode {
    /** Anything may happen, to the end. */
    SAFETY,
    /** Faults stop, and then everything must come right within a bound. */
    LIVENESS
}

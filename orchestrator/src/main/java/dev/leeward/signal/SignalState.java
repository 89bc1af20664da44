package dev.leeward.signal;

/** What a signal says. */
public enum SignalState {
    /** Something is wrong. */
    FIRING,
    /** It is not wrong any more; that it is well again is for the probes to say. */
    OVER,
    /** The sender does not know either. */
    UNDECIDED
}

package dev.leeward.control;

/** The port through which the control loop acts. */
public interface Effects {
    /** Starts {@code effect} and returns at once; what comes of it arrives as an {@link Input}. Never throws. */
    void start(Effect effect);
}

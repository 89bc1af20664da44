package dev.leeward.verification;

import java.time.Duration;

/** A piece of work in steps of one call each, so that whoever carries it out decides on threads and time. */
public interface Work {
    /** Does the next step. */
    Step step();

    /** What comes after a step. */
    sealed interface Step {
        /** The next one. */
        record On() implements Step {}

        /** The next one, after a while. */
        record Rest(Duration length) implements Step {}

        /** Nothing; it is done. */
        record Over() implements Step {}
    }
}

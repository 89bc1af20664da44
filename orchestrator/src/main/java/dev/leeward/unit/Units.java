package dev.leeward.unit;

import dev.leeward.steering.Outcome;

/** The port to whatever runs the host's services. Every call is bounded. */
public interface Units {
    /** What a unit is doing. */
    enum Doing {
        /** It runs. */
        ACTIVE,
        /** It does not, and nothing of it is under way. */
        INACTIVE,
        /** It is starting or stopping. */
        CHANGING,
        /** There is none of that name. */
        MISSING,
        /** Nobody could be asked. */
        UNKNOWN
    }

    /** What can be asked of a unit. */
    enum Verb {
        START,
        STOP,
        RESTART,
        RELOAD
    }

    /**
     * What was seen.
     *
     * @param evidence for people: {@code php8.2-fpm.service is active}
     */
    record Seen(Doing doing, String evidence) {}

    /** Looks at {@code unit}. */
    Seen look(String unit);

    /** Does it, and returns once systemd says what came of it. */
    Outcome act(Verb verb, String unit);
}

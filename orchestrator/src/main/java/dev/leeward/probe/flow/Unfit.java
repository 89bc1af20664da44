package dev.leeward.probe.flow;

import java.io.Serial;

/** What was captured cannot stand where it is wanted; says so without showing it. */
final class Unfit extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    Unfit(String why) {
        // No stack trace: this is an answer, not a bug.
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}

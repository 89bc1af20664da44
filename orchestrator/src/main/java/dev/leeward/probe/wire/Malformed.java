package dev.leeward.probe.wire;

import java.io.Serial;

/** The answer is not HTTP/1.x, or breaks its rules. */
final class Malformed extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LONGEST = 60;

    Malformed(String why) {
        // No stack trace: this is an answer, not a bug.
        super(why, null, false, false);
    }

    /** Some text of the other side's, fit for a log line. */
    static String quoted(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return "'" + cut.replaceAll("[^ -~]", "?") + "'";
    }
}

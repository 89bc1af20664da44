package dev.leeward.evidence;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far somebody has read.
 *
 * @param origin names one life of one vantage point's process: its numbers mean nothing in another
 * @param number of the last look that was read
 */
public record Cursor(String origin, long number) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,32})-([0-9]{1,18})");

    /** What {@code text} says; empty when it is none. */
    public static Optional<Cursor> parse(String text) {
        var shape = FORM.matcher(text);
        return shape.matches()
                ? Optional.of(new Cursor(shape.group(1), Long.parseLong(shape.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return origin + "-" + number;
    }
}

package dev.leeward.cli;

import dev.leeward.decision.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Pieces of text for people. */
final class Text {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private Text() {}

    /** {@code text} filled with blanks to {@code width}. */
    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** {@code 2026-03-01 02:17:05 UTC}. */
    static String moment(Instant at) {
        return MOMENT.format(at) + " UTC";
    }

    /** {@code 02:17 UTC}. */
    static String clock(Instant at) {
        return CLOCK.format(at) + " UTC";
    }

    /** The time from one to the other in words, never negative. */
    static String between(Instant from, Instant to) {
        var length = Duration.between(from, to);
        return Words.of(length.isNegative() ? Duration.ZERO : length);
    }

    /** A length in words. */
    static String seconds(double seconds) {
        return Words.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}

package dev.leeward.notify;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a server asks to wait (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** Empty when there is no such header, or none that makes sense. */
    static Optional<Duration> of(@Nullable String header, Instant now) {
        if (header == null) return Optional.empty();
        var text = header.strip();
        if (text.length() <= MOST_DIGITS && text.matches("\\d+")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            var at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var wait = Duration.between(now, at);
            return wait.isNegative() ? Optional.empty() : Optional.of(wait);
        } catch (DateTimeException e) {
            // What cannot be read asks for nothing; our own pause holds.
            return Optional.empty();
        }
    }
}

package dev.leeward.api.body;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people write them: {@code 2h}, {@code 1h30m}, {@code 45s}; ISO-8601 ({@code PT2H}) is read too. */
public final class Lengths {
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,8})s)?(?:(\\d{1,8})ms)?");

    private Lengths() {}

    /** The length that {@code text} says, if it is one and longer than nothing. */
    public static Optional<Duration> parse(String text) {
        var trimmed = text.strip();
        var parts = SHORT.matcher(trimmed);
        if (!trimmed.isEmpty() && parts.matches()) {
            return positive(Duration.ofDays(number(parts.group(1)))
                    .plusHours(number(parts.group(2)))
                    .plusMinutes(number(parts.group(3)))
                    .plusSeconds(number(parts.group(4)))
                    .plusMillis(number(parts.group(5))));
        }
        if (!trimmed.toUpperCase(Locale.ROOT).startsWith("P")) return Optional.empty();
        try {
            return positive(Duration.parse(trimmed));
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<Duration> positive(Duration length) {
        return length.isPositive() ? Optional.of(length) : Optional.empty();
    }
}

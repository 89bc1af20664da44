package dev.leeward.config.load;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them in the file: {@code 500ms}, {@code 5s}, {@code 10m}, {@code 24h}, {@code 1d}. */
final class DurationText {
    /** The grammar; the published schema holds the same. */
    static final String GRAMMAR = "[0-9]{1,9}(\\.[0-9]{1,3})?(ms|s|m|h|d)";

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private static final Pattern NEARLY = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]*)\\.?");
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("", "s"),
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"),
            Map.entry("S", "s"),
            Map.entry("s", "s"),
            Map.entry("min", "m"),
            Map.entry("mins", "m"),
            Map.entry("minute", "m"),
            Map.entry("minutes", "m"),
            Map.entry("M", "m"),
            Map.entry("m", "m"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("h", "h"),
            Map.entry("H", "h"),
            Map.entry("day", "d"),
            Map.entry("days", "d"),
            Map.entry("d", "d"),
            Map.entry("D", "d"),
            Map.entry("ms", "ms"),
            Map.entry("millis", "ms"));

    private DurationText() {}

    /** The length that {@code text} spells out. */
    static Optional<Duration> parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) return Optional.empty();
        var millis =
                new BigDecimal(shape.group(1)).multiply(BigDecimal.valueOf(MILLIS.getOrDefault(shape.group(2), 0L)));
        return Optional.of(
                Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    /** What a text that is no length was probably meant to be. */
    static Optional<String> guess(String text) {
        Matcher nearly = NEARLY.matcher(text);
        if (!nearly.matches()) return Optional.empty();
        return Optional.ofNullable(UNITS.get(nearly.group(2))).map(unit -> nearly.group(1) + unit);
    }

    /** The shortest text that {@link #parse} reads back. */
    static String of(Duration length) {
        long millis = length.toMillis();
        if (millis == 0) return "0s";
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long size = MILLIS.getOrDefault(unit, 1L);
            if (millis % size == 0 && (millis / size > 1 || millis == size)) return millis / size + unit;
        }
        return millis > 1_000 && millis % 100 == 0
                ? BigDecimal.valueOf(millis, 3).stripTrailingZeros() + "s"
                : millis + "ms";
    }
}

package dev.leeward.config.load;

import dev.leeward.config.source.DidYouMean;
import dev.leeward.service.MaintenanceWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a maintenance window: {@code Sat,Sun 02:00-05:00 Europe/Berlin}. */
final class WindowText {
    private static final Pattern SHAPE = Pattern.compile("(\\S+)\\s+([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})\\s+(\\S+)");
    private static final Map<String, DayOfWeek> DAYS = days();

    private WindowText() {}

    static Optional<MaintenanceWindow> parse(Cell cell) {
        return Values.words(cell).flatMap(text -> {
            Matcher shape = SHAPE.matcher(text.strip());
            if (!shape.matches()) {
                return cell.wrong(
                        "expected days, times and a time zone, found " + cell.found(),
                        "write \"Sun 02:00-05:00 Europe/Berlin\"");
            }
            Optional<Set<DayOfWeek>> days = days(cell, shape.group(1));
            Optional<LocalTime> from = time(cell, shape.group(2));
            Optional<LocalTime> to = time(cell, shape.group(3));
            Optional<ZoneId> zone = zone(cell, shape.group(4));
            if (days.isEmpty() || from.isEmpty() || to.isEmpty() || zone.isEmpty()) return Optional.empty();
            if (from.get().equals(to.get())) return cell.wrong("the window begins and ends at the same time");
            return Optional.of(new MaintenanceWindow(days.get(), from.get(), to.get(), zone.get()));
        });
    }

    private static Optional<Set<DayOfWeek>> days(Cell cell, String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : text.split(",", -1)) {
            DayOfWeek day = DAYS.get(word);
            if (day == null) {
                return cell.wrong(
                        Cell.quoted(word) + " is no day of the week",
                        DidYouMean.closest(word, DAYS.keySet())
                                .map(close -> "did you mean \"" + close + "\"?")
                                .orElse("write " + String.join(", ", DAYS.keySet())));
            }
            days.add(day);
        }
        return Optional.of(days);
    }

    private static Optional<LocalTime> time(Cell cell, String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeException e) {
            return cell.wrong("\"" + text + "\" is no time of the day", "write 00:00 to 23:59");
        }
    }

    private static Optional<ZoneId> zone(Cell cell, String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return cell.wrong(
                    Cell.quoted(text) + " is no time zone",
                    DidYouMean.closest(text, ZoneId.getAvailableZoneIds())
                            .map(close -> "did you mean \"" + close + "\"?")
                            .orElse("write one such as Europe/Berlin or UTC"));
        }
    }

    private static Map<String, DayOfWeek> days() {
        Map<String, DayOfWeek> days = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day.getDisplayName(TextStyle.SHORT, Locale.ROOT), day);
        }
        return days;
    }
}

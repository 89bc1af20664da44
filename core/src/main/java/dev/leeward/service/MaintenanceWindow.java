package dev.leeward.service;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A weekly window in a time zone, {@code Sun 02:00-05:00 Europe/Berlin}. Starts on one of {@code days}; an end before
 * the start means the next day.
 */
public record MaintenanceWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public MaintenanceWindow {
        days = Set.copyOf(days);
        if (days.isEmpty() || from.equals(to)) throw new IllegalArgumentException("a window has days and a length");
    }

    /** Whether the window is open at {@code now}. */
    public boolean isOpen(Instant now) {
        var local = now.atZone(zone);
        var time = local.toLocalTime();
        var day = local.getDayOfWeek();
        if (from.isBefore(to)) return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
        return (days.contains(day) && !time.isBefore(from)) || (days.contains(day.minus(1)) && time.isBefore(to));
    }

    @Override
    public String toString() {
        var names = days.stream()
                .sorted()
                .map(d -> d.getDisplayName(TextStyle.SHORT, Locale.ROOT))
                .collect(Collectors.joining(","));
        return names + " " + from + "-" + to + " " + zone;
    }
}

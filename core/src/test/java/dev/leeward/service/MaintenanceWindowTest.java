package dev.leeward.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MaintenanceWindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void it_is_open_from_its_start_until_right_before_its_end_on_its_days() {
        var window = window("02:00", "05:00", DayOfWeek.SUNDAY);
        assertThat(window.isOpen(Instant.parse("2026-03-01T00:59:59Z"))).isFalse();
        assertThat(window.isOpen(Instant.parse("2026-03-01T01:00:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-03-01T03:59:59Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-03-01T04:00:00Z"))).isFalse();
        assertThat(window.isOpen(Instant.parse("2026-03-02T02:00:00Z")))
                .as("Monday")
                .isFalse();
    }

    @Test
    void an_end_before_the_start_means_the_next_day() {
        var window = window("22:00", "02:00", DayOfWeek.SATURDAY);
        assertThat(window.isOpen(Instant.parse("2026-02-28T20:59:00Z"))).isFalse();
        assertThat(window.isOpen(Instant.parse("2026-02-28T21:00:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-03-01T00:59:00Z")))
                .as("Sunday, 01:59")
                .isTrue();
        assertThat(window.isOpen(Instant.parse("2026-03-01T01:00:00Z"))).isFalse();
        assertThat(window.isOpen(Instant.parse("2026-03-01T21:30:00Z")))
                .as("Sunday night")
                .isFalse();
        assertThat(window.isOpen(Instant.parse("2026-02-28T00:30:00Z")))
                .as("the night before")
                .isFalse();
    }

    @Test
    void when_clocks_go_forward_the_hour_that_is_missing_is_never_open() {
        var window = window("02:00", "03:00", DayOfWeek.SUNDAY);
        for (int minute = 0; minute < 24 * 60; minute++) {
            var at = Instant.parse("2026-03-28T23:00:00Z").plusSeconds(minute * 60L);
            assertThat(window.isOpen(at))
                    .as("in its window or not at all: %s", at)
                    .isFalse();
        }
        var longer = window("02:00", "05:00", DayOfWeek.SUNDAY);
        assertThat(longer.isOpen(Instant.parse("2026-03-29T00:59:59Z"))).isFalse();
        assertThat(longer.isOpen(Instant.parse("2026-03-29T01:00:00Z")))
                .as("03:00 in summer")
                .isTrue();
    }

    @Test
    void when_clocks_go_back_both_of_the_hours_are_open() {
        var window = window("02:00", "03:00", DayOfWeek.SUNDAY);
        assertThat(window.isOpen(Instant.parse("2026-10-25T00:30:00Z")))
                .as("summer")
                .isTrue();
        assertThat(window.isOpen(Instant.parse("2026-10-25T01:30:00Z")))
                .as("winter")
                .isTrue();
        assertThat(window.isOpen(Instant.parse("2026-10-25T02:00:00Z"))).isFalse();
    }

    @Test
    void it_reads_as_it_is_written() {
        assertThat(window("02:00", "05:00", DayOfWeek.SUNDAY)).hasToString("Sun 02:00-05:00 Europe/Berlin");
    }

    @Test
    void a_window_has_days_and_a_length() {
        assertThatIllegalArgumentException().isThrownBy(() -> window("02:00", "05:00"));
        assertThatIllegalArgumentException().isThrownBy(() -> window("02:00", "02:00", DayOfWeek.SUNDAY));
    }

    private static MaintenanceWindow window(String from, String to, DayOfWeek... days) {
        return new MaintenanceWindow(Set.of(days), LocalTime.parse(from), LocalTime.parse(to), BERLIN);
    }
}

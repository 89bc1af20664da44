package dev.leeward.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void the_first_goes_at_once_and_the_next_when_it_is_paid() {
        var pace = new Pace(100);
        assertThat(pace.enter(50, NOW)).isEqualTo(Duration.ZERO);
        assertThat(pace.enter(50, NOW)).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.enter(50, NOW)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void what_was_cheaper_than_expected_is_given_back() {
        var pace = new Pace(100);
        pace.enter(128, NOW);
        pace.correct(-118);
        assertThat(pace.enter(1, NOW)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void what_was_not_used_is_not_saved_up() {
        var pace = new Pace(100);
        pace.enter(100, NOW);
        Instant later = NOW.plusSeconds(60);
        assertThat(pace.enter(100, later)).isEqualTo(Duration.ZERO);
        assertThat(pace.enter(100, later)).isEqualTo(Duration.ofSeconds(1));
    }
}

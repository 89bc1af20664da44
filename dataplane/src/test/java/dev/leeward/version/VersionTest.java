package dev.leeward.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VersionTest {
    private static final RegionName HERE = new RegionName("eu-west");
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void read_at_once_it_is_the_time_of_reading_and_read_late_the_latest_it_can_have_been() {
        assertThat(next(CREATED.plusMillis(200), Optional.empty()).millis()).isEqualTo(CREATED.toEpochMilli() + 200);
        assertThat(next(CREATED.plusSeconds(3600), Optional.empty()).millis()).isEqualTo(CREATED.toEpochMilli() + 1000);
        assertThat(next(CREATED.minusSeconds(3600), Optional.empty()).millis()).isEqualTo(CREATED.toEpochMilli());
    }

    @Test
    void it_is_above_what_was_overwritten_however_slow_the_clock() {
        var overwritten = new Version(CREATED.plusSeconds(600).toEpochMilli(), 3, new RegionName("us-east"));
        Version version = next(CREATED, Optional.of(overwritten));
        assertThat(version)
                .isEqualTo(new Version(overwritten.millis(), 4, HERE))
                .isGreaterThan(overwritten);
    }

    @Test
    void any_two_have_an_order() {
        var one = new Version(5, 0, new RegionName("a"));
        assertThat(new Version(5, 0, new RegionName("b"))).isGreaterThan(one);
        assertThat(new Version(5, 1, new RegionName("a"))).isGreaterThan(new Version(5, 0, new RegionName("b")));
        assertThat(Version.ofOldRows(HERE)).isLessThan(one);
        assertThat(one).hasToString("5.0@a");
    }

    private static Version next(Instant now, Optional<Version> above) {
        return Version.next(now, CREATED, Duration.ofSeconds(1), HERE, above);
    }
}

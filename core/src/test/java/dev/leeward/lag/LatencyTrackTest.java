package dev.leeward.lag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.lag.LatencyTrack.Minute;
import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTrackTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration OFF = Duration.ofMinutes(7);

    private final LatencyTrack track =
            new LatencyTrack(new LinkName(new RegionName("us-east"), new RegionName("eu-central"), "orders"));

    @Test
    void what_was_written_ten_times_the_longest_latency_before_the_newest_minute_is_taken_to_be_there() {
        var evidence = track.read(NOON, NOON, List.of(minute(-3, 400), minute(-2, 700)));

        assertThat(evidence.progress().safeTime()).contains(NOON.minusSeconds(120 + 1 + 7));
        assertThat(evidence.progress().rule())
                .hasValueSatisfying(rule -> assertThat(rule).contains("700 ms"));
    }

    @Test
    void clocks_are_not_compared() {
        Instant wrong = NOON.plus(OFF);

        assertThat(track.read(wrong, NOON, List.of(minute(-2, 0))).progress().safeTime())
                .contains(wrong.minusSeconds(121));
    }

    @Test
    void no_data_is_unknown_and_never_no_lag() {
        var evidence = track.read(NOON, NOON, List.of());

        assertThat(evidence.isKnown()).isFalse();
        assertThat(evidence.progress().reason().orElseThrow()).contains("no ReplicationLatency");
    }

    @Test
    void while_nothing_new_comes_the_lag_grows() {
        var known = track.read(NOON, NOON, List.of(minute(-2, 0)));

        assertThat(track.read(NOON.plusSeconds(300), NOON.plusSeconds(300), List.of()))
                .isEqualTo(known);
        assertThat(track.unread("it is gone")).isEqualTo(known);
        assertThat(track.read(NOON.plusSeconds(300), NOON.plusSeconds(300), List.of(minute(-4, 0))))
                .as("an older minute than the one known")
                .isEqualTo(known);
    }

    @Test
    void a_new_minute_shortens_it_again() {
        track.read(NOON, NOON, List.of(minute(-2, 0)));

        assertThat(track.read(NOON.plusSeconds(60), NOON.plusSeconds(60), List.of(minute(-1, 0)))
                        .progress()
                        .safeTime())
                .contains(NOON.plusSeconds(60 - 121));
    }

    @Test
    void who_may_not_ask_knows_nothing_and_says_so() {
        assertThat(track.unread("AccessDenied").progress().reason().orElseThrow())
                .contains("us-east")
                .contains("AccessDenied");
    }

    private static Minute minute(int number, long millis) {
        return new Minute(NOON.plusSeconds(60L * number), Duration.ofMillis(millis));
    }
}

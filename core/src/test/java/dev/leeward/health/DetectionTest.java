package dev.leeward.health;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Shop;
import dev.leeward.probe.Sighting;
import dev.leeward.region.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How quickly a fault is seen and which hiccups are ridden out, with settings for a quick failover: looks every 500 ms
 * that time out after 450 ms, re-probes 200 ms apart once one failed, three failures of which a time-out counts half,
 * forgotten after five OKs in a row.
 *
 * <p>So six time-outs are needed. A server that stalls for 1.5 s makes those looks time out that begin within its first
 * 1.05 s: one when it begins, one when that has timed out, and then one every 200 ms, five in all.
 */
final class DetectionTest {
    private static final HealthPolicy POLICY = new HealthPolicy(
            Duration.ofMillis(500),
            Duration.ofMillis(450),
            Duration.ofMillis(200),
            3,
            0.5,
            5,
            10,
            1,
            Duration.ofSeconds(3));
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Instant CALM = Shop.T0.plusSeconds(5);

    private final LookModel east = new LookModel(Shop.id(EAST), POLICY, Shop.T0);
    private final LookModel west = new LookModel(Shop.id(WEST), POLICY, Shop.T0);
    private final ServiceHealth health = new ServiceHealth(
            List.of(
                    new Region(EAST, Shop.region(EAST).endpoints(), List.of(east.probe())),
                    new Region(WEST, Shop.region(WEST).endpoints(), List.of(west.probe()))),
            List.of(),
            POLICY);

    @Test
    void a_refusal_is_seen_within_a_second_whenever_it_begins() {
        assertThat(slowest(Looks.REFUSED)).isBetween(Duration.ofMillis(800), Duration.ofSeconds(1));
    }

    @Test
    void a_503_is_seen_within_a_second_whenever_it_begins() {
        assertThat(slowest(Looks.BAD_STATUS)).isBetween(Duration.ofMillis(800), Duration.ofSeconds(1));
    }

    @Test
    void a_stall_is_seen_within_two_and_a_half_seconds_whenever_it_begins() {
        assertThat(slowest(Looks.TIMED_OUT)).isBetween(Duration.ofMillis(2000), Duration.ofMillis(2500));
    }

    @Test
    void the_worst_case_that_is_computed_is_the_worst_that_happens() {
        assertThat(POLICY.worstDetection()).isEqualTo(Duration.ofMillis(2200));
        assertThat(slowest(Looks.TIMED_OUT))
                .isBetween(POLICY.worstDetection().minusMillis(15), POLICY.worstDetection());
    }

    @Test
    void the_computed_worst_case_of_the_defaults_covers_a_burst_that_starts_with_the_first_time_out() {
        assertThat(HealthPolicy.defaults().worstDetection()).isEqualTo(Duration.ofSeconds(5 + 2 + 1 + 2));
    }

    /** Wherever in the rhythm of the looks they fall, and whichever region has them. */
    @Test
    void eight_stalls_of_one_and_a_half_seconds_within_forty_seconds_are_ridden_out() {
        for (int phase = 0; phase < 500; phase += 20) {
            var run = new DetectionTest();
            for (int i = 0; i < 8; i++) {
                run.east.trouble(CALM.plusMillis(phase + i * 5_000L), Duration.ofMillis(1_500), Looks.TIMED_OUT);
                run.west.trouble(
                        CALM.plusMillis(phase + 1_800 + i * 5_000L), Duration.ofMillis(1_500), Looks.TIMED_OUT);
            }
            assertThat(run.firstUnhealthy(CALM.plusSeconds(45)))
                    .as("phase %d ms", phase)
                    .isEmpty();
        }
    }

    @Test
    void a_stall_right_after_a_hiccup_is_still_seen() {
        east.trouble(CALM, Duration.ofMillis(1_500), Looks.TIMED_OUT);
        var begins = CALM.plusSeconds(8);
        east.trouble(begins, FOR_EVER, Looks.TIMED_OUT);
        var seen = firstUnhealthy(begins.plusSeconds(10));
        assertThat(seen).hasValueSatisfying(at -> assertThat(at).isBetween(begins, begins.plusMillis(2_500)));
    }

    /** The slowest detection over all phases between the fault and the rhythm of the looks. */
    private static Duration slowest(Sighting fault) {
        return Collections.max(IntStream.range(0, 50)
                .mapToObj(i -> {
                    var run = new DetectionTest();
                    var begins = CALM.plusMillis(i * 10L);
                    run.east.trouble(begins, FOR_EVER, fault);
                    var seen = run.firstUnhealthy(begins.plusSeconds(10));
                    return Duration.between(begins, seen.orElse(begins.plusSeconds(10)));
                })
                .toList());
    }

    private Optional<Instant> firstUnhealthy(Instant until) {
        for (var now = Shop.T0; now.isBefore(until); now = now.plusMillis(1)) {
            boolean changed = false;
            if (east.at(now, health::observe)) {
                west.witness(now);
                changed = true;
            }
            if (west.at(now, health::observe)) {
                east.witness(now);
                changed = true;
            }
            boolean judge = changed || now.toEpochMilli() % 10 == 0;
            if (judge && health.judge(now).stream().anyMatch(r -> r.verdict() == Verdict.UNHEALTHY)) {
                return Optional.of(now);
            }
        }
        return Optional.empty();
    }
}

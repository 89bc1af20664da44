package dev.leeward.health;

import static dev.leeward.fixture.Looks.OK;
import static dev.leeward.fixture.Looks.OPEN;
import static dev.leeward.fixture.Looks.REFUSED;
import static dev.leeward.fixture.Looks.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Shop;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DampingTest {
    private static final HealthPolicy POLICY = new HealthPolicy(
            Duration.ofSeconds(1),
            Duration.ofMillis(900),
            Duration.ofMillis(250),
            3,
            0.5,
            4,
            6,
            1,
            Duration.ofSeconds(10));

    private ProbeHealth health = ProbeHealth.unknown(Shop.id(Shop.EAST), Shop.T0);
    private Instant now = Shop.T0;

    @Test
    void two_oks_make_an_unknown_probe_healthy_and_one_does_not() {
        see(OK);
        assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
        see(OK);
        assertThat(health.verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void a_probe_that_never_answered_becomes_unhealthy_too() {
        see(REFUSED, REFUSED);
        assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
        see(REFUSED);
        assertThat(health.verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void failures_add_up_across_fewer_oks_than_empty_the_counter() {
        see(OK, OK, REFUSED, OK, OK, OK, REFUSED, OK, OK, OK);
        assertThat(health.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(health.score()).isEqualTo(2);
        see(REFUSED);
        assertThat(health.verdict()).as("flapping is seen too").isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void enough_oks_in_a_row_empty_the_counter() {
        see(OK, OK, REFUSED, REFUSED, OK, OK, OK, OK);
        assertThat(health.score()).isZero();
        assertThat(health.failingSince()).isEmpty();
        see(REFUSED, REFUSED);
        assertThat(health.verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void a_time_out_weighs_less_than_a_refusal() {
        see(OK, OK, TIMED_OUT, TIMED_OUT, TIMED_OUT, TIMED_OUT, TIMED_OUT);
        assertThat(health.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(health.score()).isEqualTo(2.5, within(1e-9));
        see(TIMED_OUT);
        assertThat(health.verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void weights_that_binary_cannot_hold_still_add_up() {
        var tenths = new HealthPolicy(
                Duration.ofSeconds(1),
                Duration.ofMillis(900),
                Duration.ofMillis(250),
                1,
                0.1,
                4,
                6,
                1,
                Duration.ofSeconds(60));
        for (int i = 0; i < 10; i++) {
            assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
            health = Damping.fold(health, Looks.at(next(), Shop.id(Shop.EAST), TIMED_OUT), tenths);
        }
        assertThat(health.verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void recovery_has_to_be_earned_by_more_oks_in_a_row_than_it_took_to_fail() {
        see(REFUSED, REFUSED, REFUSED, OK, OK, OK, OK, OK);
        assertThat(health.verdict()).isEqualTo(Verdict.UNHEALTHY);
        see(TIMED_OUT, OK, OK, OK, OK, OK);
        assertThat(health.verdict()).as("a failure starts the streak anew").isEqualTo(Verdict.UNHEALTHY);
        see(OK);
        assertThat(health.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(health.score()).isZero();
    }

    @Test
    void a_silence_breaks_the_streak_of_a_probe_that_recovers() {
        see(REFUSED, REFUSED, REFUSED, OK, OK, OK, OK, OK);
        now = now.plusSeconds(60);
        see(OK);
        assertThat(health.verdict()).isEqualTo(Verdict.UNHEALTHY);
        see(OK, OK, OK, OK, OK);
        assertThat(health.verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void after_a_silence_healthy_is_no_longer_known() {
        see(OK, OK, OK);
        now = now.plusSeconds(60);
        see(OK);
        assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
        see(OK);
        assertThat(health.verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void an_inconclusive_look_says_nothing() {
        see(OK, OK, REFUSED, REFUSED);
        var before = health;
        see(OPEN, OPEN, OPEN);
        assertThat(health.verdict()).isEqualTo(before.verdict());
        assertThat(health.score()).isEqualTo(before.score());
        assertThat(health.okStreak()).isEqualTo(before.okStreak());
        assertThat(health.freshAt()).as("nor does it keep evidence fresh").isEqualTo(before.freshAt());
        assertThat(health.last().orElseThrow().sighting()).isEqualTo(OPEN);
    }

    @Test
    void an_inconclusive_look_does_not_hide_an_older_one_that_ends_after_it() {
        see(OK, OK);
        var start = next();
        see(OPEN);
        fold(start, REFUSED);
        assertThat(health.score()).isEqualTo(1);
        assertThat(health.last().orElseThrow().sighting())
                .as("newest by its start")
                .isEqualTo(OPEN);
    }

    @Test
    void a_late_failure_after_a_younger_ok_says_nothing() {
        see(OK, OK);
        var start = next();
        see(OK);
        var before = health;
        fold(start, TIMED_OUT);
        assertThat(health).isEqualTo(before);
    }

    @Test
    void a_late_failure_after_a_younger_failure_counts_and_was_there_first() {
        see(OK, OK);
        var start = next();
        see(REFUSED);
        fold(start, REFUSED);
        assertThat(health.score()).isEqualTo(2);
        assertThat(health.failingSince()).contains(start);
        assertThat(health.freshAt()).contains(now);
    }

    @Test
    void a_late_ok_says_nothing() {
        see(OK, OK);
        var start = next();
        see(REFUSED);
        var before = health;
        fold(start, OK);
        assertThat(health).isEqualTo(before);
    }

    @Test
    void since_is_when_the_verdict_last_changed() {
        see(OK, OK);
        var healthySince = health.since();
        see(OK, REFUSED, OK);
        assertThat(health.since()).isEqualTo(healthySince);
        see(REFUSED, REFUSED);
        assertThat(health.since()).isAfter(healthySince);
    }

    /** Whatever the order of looks: the verdict follows from the definition, computed anew by a plain reading of it. */
    @Test
    void any_sequence_of_looks_is_judged_as_the_definition_says() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            health = ProbeHealth.unknown(Shop.id(Shop.EAST), now);
            var seen = new ArrayList<Sighting>();
            for (int i = 0; i < 60; i++) {
                var look = List.of(OK, OK, OK, REFUSED, TIMED_OUT, OPEN).get(random.nextInt(6));
                seen.add(look);
                see(look);
                assertThat(health.verdict()).as("seed %d: %s", seed, seen).isEqualTo(byDefinition(seen));
            }
        }
    }

    private static Verdict byDefinition(List<Sighting> seen) {
        double counter = 0;
        int oks = 0;
        var verdict = Verdict.UNKNOWN;
        for (var look : seen) {
            if (look.equals(OPEN)) continue;
            if (look.equals(OK)) {
                oks++;
                if (verdict == Verdict.UNHEALTHY) {
                    if (oks == POLICY.recoveries()) {
                        verdict = Verdict.HEALTHY;
                        counter = 0;
                    }
                    continue;
                }
                if (oks >= POLICY.resetAfter()) counter = 0;
                if (verdict == Verdict.UNKNOWN && counter == 0 && oks >= 2) verdict = Verdict.HEALTHY;
            } else {
                oks = 0;
                counter += look.equals(TIMED_OUT) ? POLICY.timeoutWeight() : 1;
                if (counter >= POLICY.failures()) verdict = Verdict.UNHEALTHY;
            }
        }
        return verdict;
    }

    private void see(Sighting... looks) {
        for (var look : looks) fold(next(), look);
    }

    private void fold(Instant start, Sighting look) {
        health = Damping.fold(health, Looks.at(start, Shop.id(Shop.EAST), look), POLICY);
    }

    private Instant next() {
        now = now.plusSeconds(1);
        return now;
    }
}

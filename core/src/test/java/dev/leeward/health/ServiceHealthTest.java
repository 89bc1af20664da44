package dev.leeward.health;

import static dev.leeward.fixture.Looks.OK;
import static dev.leeward.fixture.Looks.OPEN;
import static dev.leeward.fixture.Looks.REFUSED;
import static dev.leeward.fixture.Looks.TIMED_OUT;
import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.NORTH;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Shop;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Not seeing a region is never taken for the region being down (S6). */
final class ServiceHealthTest {
    private static final Probe NEWS = Shop.probe(new ProbeId("reference/tcp-1"));
    private static final Probe BANK = Shop.probe(new ProbeId("reference/tcp-2"));
    private static final Service SHOP = Shop.in(EAST, WEST);

    private Instant now = Shop.T0;

    @Test
    void without_references_the_other_region_proves_sight() {
        var health = health(List.of());
        round(health, OK, OK);
        round(health, OK, OK);
        assertVerdicts(health, Verdict.HEALTHY, Verdict.HEALTHY);
        round(health, REFUSED, OK);
        round(health, REFUSED, OK);
        assertVerdicts(health, Verdict.UNHEALTHY, Verdict.HEALTHY);
    }

    @Test
    void without_references_both_regions_dark_is_unknown_never_unhealthy() {
        var health = health(List.of());
        round(health, OK, OK);
        round(health, OK, OK);
        for (int i = 0; i < 20; i++) {
            round(health, TIMED_OUT, TIMED_OUT);
            assertThat(verdicts(health)).doesNotContain(Verdict.UNHEALTHY);
        }
        assertVerdicts(health, Verdict.UNKNOWN, Verdict.UNKNOWN);
        assertThat(health.judge(now).getFirst().evidence().toString()).contains("too old");
    }

    @Test
    void with_references_both_regions_down_is_unhealthy() {
        var health = health(List.of(NEWS, BANK));
        for (int i = 0; i < 3; i++) {
            look(health, NEWS.id(), OK);
            look(health, BANK.id(), TIMED_OUT);
            round(health, REFUSED, REFUSED);
        }
        look(health, NEWS.id(), OK);
        assertVerdicts(health, Verdict.UNHEALTHY, Verdict.UNHEALTHY);
    }

    @Test
    void all_references_and_a_region_dark_is_unknown_never_unhealthy() {
        var health = health(List.of(NEWS, BANK));
        round(health, OK, OK);
        round(health, OK, OK);
        for (int i = 0; i < 20; i++) {
            look(health, NEWS.id(), TIMED_OUT);
            look(health, BANK.id(), OPEN);
            round(health, TIMED_OUT, TIMED_OUT);
            assertThat(verdicts(health)).doesNotContain(Verdict.UNHEALTHY);
        }
        assertVerdicts(health, Verdict.UNKNOWN, Verdict.UNKNOWN);
    }

    @Test
    void a_region_that_failed_just_before_the_references_went_dark_is_not_condemned() {
        var health = health(List.of(NEWS));
        look(health, NEWS.id(), OK);
        round(health, OK, OK);
        round(health, OK, OK);
        round(health, TIMED_OUT, TIMED_OUT);
        round(health, TIMED_OUT, TIMED_OUT);
        assertThat(verdicts(health))
                .as("nothing answered since the failures began")
                .doesNotContain(Verdict.UNHEALTHY);
        look(health, NEWS.id(), TIMED_OUT);
        assertThat(verdicts(health)).doesNotContain(Verdict.UNHEALTHY);
    }

    @Test
    void after_sight_returns_failures_seen_blind_are_forgotten() {
        var health = health(List.of(NEWS));
        look(health, NEWS.id(), OK);
        round(health, OK, OK);
        round(health, OK, OK);
        round(health, TIMED_OUT, TIMED_OUT);
        for (int i = 0; i < 3; i++) {
            look(health, NEWS.id(), TIMED_OUT);
            round(health, TIMED_OUT, TIMED_OUT);
        }
        look(health, NEWS.id(), OK);
        round(health, TIMED_OUT, OK);
        assertThat(verdicts(health)).as("one failure with open eyes").doesNotContain(Verdict.UNHEALTHY);
        look(health, NEWS.id(), OK);
        round(health, TIMED_OUT, OK);
        assertThat(verdicts(health)).as("two of two").startsWith(Verdict.UNHEALTHY);
    }

    @Test
    void a_look_that_began_blind_says_nothing_even_if_it_ends_after_sight_returned() {
        var health = health(List.of(NEWS));
        look(health, NEWS.id(), OK);
        round(health, OK, OK);
        round(health, OK, OK);
        look(health, NEWS.id(), TIMED_OUT);
        look(health, EAST, TIMED_OUT);
        var began = now.minusMillis(50);
        look(health, NEWS.id(), OK);
        for (int i = 0; i < 4; i++) {
            health.observe(Looks.between(began.plusMillis(i), now, Shop.id(EAST), TIMED_OUT));
        }
        assertVerdicts(health, Verdict.HEALTHY, Verdict.HEALTHY);
    }

    @Test
    void a_failure_proven_before_blindness_counts_again_once_sight_returns() {
        var health = health(List.of(NEWS));
        for (int i = 0; i < 3; i++) {
            look(health, NEWS.id(), OK);
            round(health, REFUSED, OK);
        }
        look(health, NEWS.id(), OK);
        assertVerdicts(health, Verdict.UNHEALTHY, Verdict.HEALTHY);
        look(health, NEWS.id(), TIMED_OUT);
        assertThat(verdicts(health)).startsWith(Verdict.UNKNOWN);
        look(health, NEWS.id(), OK);
        look(health, EAST, REFUSED);
        assertThat(verdicts(health)).startsWith(Verdict.UNHEALTHY);
    }

    @Test
    void how_long_a_region_has_not_been_healthy_does_not_begin_anew_when_it_is_no_longer_seen() {
        var health = health(List.of());
        round(health, OK, OK);
        round(health, OK, OK);
        assertThat(health.judge(now).getFirst().poorSince()).isEmpty();
        round(health, REFUSED, OK);
        round(health, REFUSED, OK);
        round(health, REFUSED, OK);
        var down = health.judge(now).getFirst();
        assertThat(down.poorSince()).isPresent();
        now = now.plus(SHOP.detection().freshFor()).plusSeconds(2);
        var unseen = health.judge(now).getFirst();
        assertThat(unseen.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(unseen.since()).isAfter(down.since());
        assertThat(unseen.poorSince()).isEqualTo(down.poorSince());
    }

    @Test
    void evidence_that_is_too_old_makes_any_verdict_unknown() {
        var health = health(List.of());
        round(health, REFUSED, OK);
        round(health, REFUSED, OK);
        round(health, REFUSED, OK);
        assertVerdicts(health, Verdict.UNHEALTHY, Verdict.HEALTHY);
        now = now.plus(SHOP.detection().freshFor()).plusSeconds(2);
        assertVerdicts(health, Verdict.UNKNOWN, Verdict.UNKNOWN);
    }

    @Test
    void a_region_of_several_probes_needs_all_of_them_and_falls_with_one() {
        var second = new ProbeId("shop/us-east/tcp-1");
        var east = Shop.region(EAST);
        var both = new Region(EAST, east.endpoints(), List.of(Shop.probe(Shop.id(EAST)), Shop.probe(second)));
        var health = new ServiceHealth(List.of(both, Shop.region(WEST)), List.of(), Shop.quick());
        round(health, OK, OK);
        round(health, OK, OK);
        assertVerdicts(health, Verdict.UNKNOWN, Verdict.HEALTHY);
        look(health, second, OK);
        look(health, second, OK);
        assertVerdicts(health, Verdict.HEALTHY, Verdict.HEALTHY);
        look(health, second, REFUSED);
        round(health, OK, OK);
        look(health, second, REFUSED);
        round(health, OK, OK);
        assertVerdicts(health, Verdict.UNHEALTHY, Verdict.HEALTHY);
    }

    @Test
    void a_quorum_of_vantage_points_must_agree() {
        var health = new ServiceHealth(Shop.in(EAST, WEST).regions(), List.of(), quorum(2));
        var one = new VantagePoint("node-1");
        var two = new VantagePoint("node-2");
        var three = new VantagePoint("node-3");
        for (int i = 0; i < 3; i++) roundFrom(health, one, REFUSED, OK);
        assertThat(verdicts(health)).as("one of two").containsExactly(Verdict.UNKNOWN, Verdict.UNKNOWN);
        for (int i = 0; i < 3; i++) roundFrom(health, two, OK, OK);
        assertVerdicts(health, Verdict.UNKNOWN, Verdict.HEALTHY);
        for (int i = 0; i < 3; i++) roundFrom(health, three, REFUSED, OK);
        assertVerdicts(health, Verdict.UNHEALTHY, Verdict.HEALTHY);
        assertThat(health.judge(now).getFirst().evidence()).anyMatch(line -> line.contains("2 of 3 must agree"));
    }

    @Test
    void two_quorums_that_dispute_each_other_are_unknown() {
        assertThat(Quorum.of(List.of(vote("a", Verdict.HEALTHY), vote("b", Verdict.UNHEALTHY)), 1))
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(Quorum.of(List.of(), 1)).isEqualTo(Verdict.UNKNOWN);
    }

    private static Vote vote(String from, Verdict verdict) {
        return new Vote(new VantagePoint(from), verdict, Sight.CLEAR);
    }

    @Test
    void a_vantage_point_that_is_gone_does_not_make_the_others_evidence_old() {
        var health = new ServiceHealth(Shop.in(EAST, WEST).regions(), List.of(), quorum(1));
        roundFrom(health, new VantagePoint("gone"), OK, OK);
        now = now.plusSeconds(120);
        for (int i = 0; i < 3; i++) roundFrom(health, new VantagePoint("node-1"), OK, OK);
        assertVerdicts(health, Verdict.HEALTHY, Verdict.HEALTHY);
        assertThat(health.judge(now)).allMatch(region -> region.isReady(quorum(1)));
    }

    @Test
    void a_region_whose_newest_look_failed_is_healthy_but_not_ready() {
        var health = health(List.of());
        round(health, OK, OK);
        round(health, OK, OK);
        round(health, OK, TIMED_OUT);
        var west = health.judge(now).getLast();
        assertThat(west.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(west.isReady(SHOP.detection())).isFalse();
        round(health, OK, OK);
        assertThat(health.judge(now).getLast().isReady(SHOP.detection())).isTrue();
        round(health, OK, OPEN);
        assertThat(health.judge(now).getLast().isReady(SHOP.detection()))
                .as("who could not look has seen nothing")
                .isFalse();
        assertThat(health.judge(now.plusSeconds(60)).getLast().isReady(SHOP.detection()))
                .isFalse();
    }

    @Test
    void since_is_kept_while_the_verdict_stays() {
        var health = health(List.of());
        round(health, OK, OK);
        round(health, OK, OK);
        var since = health.judge(now).getFirst().since();
        round(health, OK, OK);
        assertThat(health.judge(now).getFirst().since()).isEqualTo(since);
    }

    @Test
    void looks_at_others_are_ignored_and_calm_ones_need_no_new_judgement() {
        var health = health(List.of(NEWS));
        assertThat(health.observe(Looks.at(now, new ProbeId("other/us-east/http-1"), OK)))
                .isFalse();
        assertThat(look(health, EAST, OK)).isTrue();
        look(health, WEST, OK);
        look(health, NEWS.id(), OK);
        assertThat(look(health, EAST, OK)).isTrue();
        assertThat(look(health, WEST, OK)).isTrue();
        assertThat(look(health, EAST, OK)).as("calm").isFalse();
        assertThat(look(health, NEWS.id(), OK)).as("calm").isFalse();
        assertThat(look(health, NEWS.id(), TIMED_OUT)).isTrue();
        assertThat(look(health, EAST, OK)).as("not calm").isTrue();
        assertThat(look(health, NEWS.id(), OK)).isTrue();
        assertThat(look(health, EAST, REFUSED)).isTrue();
    }

    /** An observation that is said to change nothing changes no verdict, and no readiness. */
    @Test
    void what_is_said_to_change_nothing_changes_nothing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var places = List.of(Shop.id(EAST), Shop.id(WEST), Shop.id(NORTH), NEWS.id());
        for (int run = 0; run < 100; run++) {
            var health = new ServiceHealth(Shop.in(EAST, WEST, NORTH).regions(), List.of(NEWS), Shop.quick());
            for (int i = 0; i < 200; i++) {
                var before = verdicts(health);
                var sighting = List.of(OK, OK, OK, OK, OK, OK, OK, REFUSED, TIMED_OUT, OPEN)
                        .get(random.nextInt(10));
                now = now.plusMillis(random.nextInt(200));
                var stale = verdicts(health);
                boolean changes = health.observe(Looks.at(now, places.get(random.nextInt(4)), sighting));
                if (!changes)
                    assertThat(verdicts(health))
                            .as("seed %d, before %s", seed, before)
                            .isEqualTo(stale);
            }
        }
    }

    private static ServiceHealth health(List<Probe> references) {
        return new ServiceHealth(SHOP.regions(), references, SHOP.detection());
    }

    private static HealthPolicy quorum(int quorum) {
        var p = Shop.quick();
        return new HealthPolicy(
                p.interval(),
                p.timeout(),
                p.burst(),
                p.failures(),
                p.timeoutWeight(),
                p.resetAfter(),
                p.recoveries(),
                quorum,
                Duration.ofSeconds(30));
    }

    private void round(ServiceHealth health, Sighting east, Sighting west) {
        roundFrom(health, Looks.HERE, east, west);
    }

    private void roundFrom(ServiceHealth health, VantagePoint from, Sighting east, Sighting west) {
        now = now.plusMillis(500);
        health.observe(Looks.from(from, now, Shop.id(EAST), east));
        now = now.plusMillis(100);
        health.observe(Looks.from(from, now, Shop.id(WEST), west));
    }

    private boolean look(ServiceHealth health, RegionName region, Sighting seen) {
        return look(health, Shop.id(region), seen);
    }

    private boolean look(ServiceHealth health, ProbeId probe, Sighting seen) {
        now = now.plusMillis(100);
        return health.observe(Looks.at(now, probe, seen));
    }

    private List<Verdict> verdicts(ServiceHealth health) {
        return health.judge(now).stream().map(RegionHealth::verdict).toList();
    }

    private void assertVerdicts(ServiceHealth health, Verdict... expected) {
        assertThat(verdicts(health)).containsExactly(expected);
    }
}

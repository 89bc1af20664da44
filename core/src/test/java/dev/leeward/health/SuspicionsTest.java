package dev.leeward.health;

import static dev.leeward.fixture.Looks.OK;
import static dev.leeward.fixture.Looks.OPEN;
import static dev.leeward.fixture.Looks.REFUSED;
import static dev.leeward.fixture.Looks.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Shop;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who sees most services well nowhere is more likely to be wrong than right (S17). */
final class SuspicionsTest {
    private static final VantagePoint NYC = new VantagePoint("nyc");

    private final Suspicions suspicions = new Suspicions();
    private Instant now = Shop.T0;

    @Test
    void the_death_of_one_region_in_which_all_services_are_active_makes_nobody_suspect() {
        watch(10, 2);
        for (int service = 0; service < 10; service++) see(service, 0, REFUSED);
        assertThat(suspicions.isSuspect(NYC)).isFalse();
    }

    @Test
    void nor_does_the_death_of_all_regions_but_one() {
        watch(10, 3);
        for (int service = 0; service < 10; service++) {
            see(service, 0, REFUSED);
            see(service, 1, REFUSED);
        }
        assertThat(suspicions.isSuspect(NYC)).isFalse();
    }

    @Test
    void nor_do_a_few_broken_standbys_beside_a_dead_region() {
        watch(10, 2);
        for (int service = 0; service < 10; service++) see(service, 0, REFUSED);
        for (int service = 0; service < 5; service++) see(service, 1, REFUSED);
        assertThat(suspicions.isSuspect(NYC)).as("half of them").isFalse();
        see(5, 1, REFUSED);
        assertThat(suspicions.isSuspect(NYC)).as("more than half").isTrue();
    }

    @Test
    void who_sees_most_services_nowhere_is_suspect_until_some_of_them_answer() {
        watch(4, 2);
        for (int service = 0; service < 3; service++) see(service, 0, TIMED_OUT);
        see(0, 1, TIMED_OUT);
        see(1, 1, TIMED_OUT);
        assertThat(see(2, 1, TIMED_OUT)).as("news").isTrue();
        assertThat(suspicions.isSuspect(NYC)).isTrue();
        assertThat(suspicions.isSuspect(Looks.HERE))
                .as("others see for themselves")
                .isFalse();
        assertThat(see(2, 1, TIMED_OUT)).as("no news").isFalse();
        assertThat(see(2, 1, OK)).isTrue();
        assertThat(suspicions.isSuspect(NYC)).isFalse();
    }

    @Test
    void two_services_are_too_few_to_suspect_anybody() {
        watch(2, 2);
        for (int service = 0; service < 2; service++) {
            see(service, 0, TIMED_OUT);
            see(service, 1, TIMED_OUT);
        }
        assertThat(suspicions.isSuspect(NYC)).isFalse();
    }

    @Test
    void a_look_that_could_not_be_taken_is_no_failure_and_a_late_one_does_not_speak_for_the_present() {
        watch(3, 2);
        for (int service = 0; service < 3; service++) {
            see(service, 0, TIMED_OUT);
            see(service, 1, OPEN);
        }
        assertThat(suspicions.isSuspect(NYC)).isFalse();
        var earlier = now.minusSeconds(30);
        for (int service = 0; service < 3; service++) {
            suspicions.observed(Looks.from(NYC, earlier, probe(service, 1), TIMED_OUT));
        }
        assertThat(suspicions.isSuspect(NYC)).isFalse();
    }

    @Test
    void services_that_are_no_longer_configured_do_not_count() {
        watch(6, 2);
        for (int service = 0; service < 6; service++) {
            see(service, 0, TIMED_OUT);
            if (service < 4) see(service, 1, TIMED_OUT);
        }
        assertThat(suspicions.isSuspect(NYC)).isTrue();
        watch(2, 2);
        assertThat(suspicions.isSuspect(NYC)).isFalse();
        assertThat(suspicions.everybody()).containsExactly(NYC);
    }

    @Test
    void what_a_suspect_observer_sees_fail_counts_as_unknown_and_is_forgotten_once_it_is_trusted() {
        var health = health(2);
        for (int i = 0; i < 3; i++) shop(health, OK);
        for (int i = 0; i < 3; i++) shop(health, REFUSED);
        assertThat(verdict(health)).as("as NYC says, and HERE").isEqualTo(Verdict.UNHEALTHY);
        assertThat(health.suspect(NYC, true, now)).isTrue();
        assertThat(health.suspect(NYC, true, now)).as("no news").isFalse();
        assertThat(verdict(health)).isEqualTo(Verdict.UNKNOWN);
        assertThat(health.judge(now).getFirst().votes()).contains(new Vote(NYC, Verdict.UNKNOWN, Sight.SUSPECT));
        for (int i = 0; i < 3; i++) shop(health, REFUSED);
        assertThat(verdict(health)).isEqualTo(Verdict.UNKNOWN);
        health.suspect(NYC, false, now);
        assertThat(verdict(health))
                .as("nothing of it is held against the region")
                .isEqualTo(Verdict.UNKNOWN);
        for (int i = 0; i < 3; i++) shop(health, REFUSED);
        assertThat(verdict(health)).as("seen anew").isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void what_failed_long_before_the_suspicion_counts_again_after_it() {
        var health = health(2);
        for (int i = 0; i < 3; i++) shop(health, OK);
        for (int i = 0; i < 20; i++) shop(health, REFUSED);
        health.suspect(NYC, true, now);
        assertThat(verdict(health)).isEqualTo(Verdict.UNKNOWN);
        health.suspect(NYC, false, now);
        assertThat(verdict(health)).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void where_one_vantage_point_is_enough_suspicion_changes_nothing() {
        var health = health(1);
        for (int i = 0; i < 3; i++) shop(health, OK);
        for (int i = 0; i < 3; i++) shop(health, REFUSED);
        assertThat(health.suspect(NYC, true, now)).isFalse();
        assertThat(verdict(health)).isEqualTo(Verdict.UNHEALTHY);
    }

    private static ServiceHealth health(int quorum) {
        var p = Shop.quick();
        var policy = new HealthPolicy(
                p.interval(),
                p.timeout(),
                p.burst(),
                p.failures(),
                p.timeoutWeight(),
                p.resetAfter(),
                p.recoveries(),
                quorum,
                p.freshFor());
        return new ServiceHealth(Shop.in(Shop.EAST, Shop.WEST).regions(), List.of(), policy, List.of(Looks.HERE, NYC));
    }

    /** Both look at the shop, whose other region is fine. */
    private void shop(ServiceHealth health, Sighting east) {
        for (var from : List.of(Looks.HERE, NYC)) {
            now = now.plusMillis(250);
            health.observe(Looks.from(from, now, Shop.id(Shop.EAST), east));
            now = now.plusMillis(50);
            health.observe(Looks.from(from, now, Shop.id(Shop.WEST), OK));
        }
    }

    private Verdict verdict(ServiceHealth health) {
        return health.judge(now).getFirst().verdict();
    }

    private void watch(int services, int regions) {
        Map<ServiceName, List<Region>> all = new HashMap<>();
        for (int service = 0; service < services; service++) {
            int number = service;
            all.put(
                    new ServiceName("service-" + service),
                    IntStream.range(0, regions)
                            .mapToObj(region -> new Region(
                                    new RegionName("region-" + region),
                                    Endpoints.of(RecordType.A, "192.0.2.1"),
                                    List.of(Shop.probe(probe(number, region)))))
                            .toList());
        }
        suspicions.watch(all);
    }

    private boolean see(int service, int region, Sighting seen) {
        now = now.plusMillis(10);
        return suspicions.observed(Looks.from(NYC, now, probe(service, region), seen));
    }

    private static ProbeId probe(int service, int region) {
        return new ProbeId("service-" + service + "/region-" + region + "/http-1");
    }
}

package dev.leeward.health;

import static dev.leeward.fixture.Looks.OK;
import static dev.leeward.fixture.Looks.OPEN;
import static dev.leeward.fixture.Looks.REFUSED;
import static dev.leeward.fixture.Looks.TIMED_OUT;
import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Shop;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What others say may speak against a region, and never for it. */
final class HearsayTest {
    private static final VantagePoint NYC = new VantagePoint("nyc");
    private static final Sighting FIRING = failing(FailureKind.SIGNALLED);
    private static final Sighting RUMOUR = failing(FailureKind.SUSPECTED);

    private Instant now = Shop.T0;
    private final ServiceHealth health = health(1, List.of());

    @Test
    void a_signal_that_stays_makes_a_region_unhealthy_through_the_same_damping_as_a_probe() {
        calm();
        see(EAST, OK, FIRING);
        assertThat(verdict(EAST)).as("once is a hiccup").isEqualTo(Verdict.HEALTHY);
        assertThat(region(EAST).isReady(Shop.quick()))
                .as("nothing is sent there")
                .isFalse();
        see(WEST, OK, OK);
        see(EAST, OK, FIRING);
        assertThat(verdict(EAST)).isEqualTo(Verdict.UNHEALTHY);
        assertThat(region(EAST).evidence().toString()).contains("SIGNALLED (as the test wants it)");
        assertThat(region(EAST).deadSince()).as("it proves no death").isEmpty();
    }

    @Test
    void an_unsigned_one_never_does_but_keeps_traffic_from_going_there() {
        calm();
        for (int i = 0; i < 50; i++) {
            see(EAST, OK, OK);
            see(WEST, OK, RUMOUR);
            assertThat(verdict(WEST)).isEqualTo(Verdict.HEALTHY);
            assertThat(region(WEST).isReady(Shop.quick())).isFalse();
        }
        see(WEST, OK, OK);
        assertThat(region(WEST).isReady(Shop.quick())).isTrue();
    }

    @Test
    void silence_and_the_end_of_a_signal_do_not_make_a_failing_region_healthy() {
        calm();
        for (int i = 0; i < 3; i++) {
            see(WEST, OK, OK);
            see(EAST, TIMED_OUT, FIRING);
        }
        assertThat(verdict(EAST)).isEqualTo(Verdict.UNHEALTHY);
        for (int i = 0; i < 20; i++) {
            see(WEST, OK, OK);
            see(EAST, TIMED_OUT, OK);
            assertThat(verdict(EAST)).isEqualTo(Verdict.UNHEALTHY);
        }
        assertThat(region(EAST).deadSince()).as("nor does it prove life").isPresent();
    }

    @Test
    void a_region_of_which_nothing_is_known_but_that_nobody_says_otherwise_is_unknown() {
        for (int i = 0; i < 20; i++) {
            hear(EAST, OK);
            see(WEST, OK, OK);
        }
        assertThat(verdict(EAST)).isEqualTo(Verdict.UNKNOWN);
        assertThat(region(EAST).isReady(Shop.quick())).isFalse();
    }

    @Test
    void what_others_say_keeps_no_evidence_fresh() {
        calm();
        var seen = region(EAST).freshAt();
        for (int i = 0; i < 10; i++) hear(EAST, OK);
        assertThat(verdict(EAST)).isEqualTo(Verdict.UNKNOWN);
        assertThat(region(EAST).freshAt()).isBeforeOrEqualTo(seen);
    }

    @Test
    void quiet_in_the_other_region_is_no_proof_of_sight() {
        calm();
        for (int i = 0; i < 20; i++) {
            see(EAST, TIMED_OUT, OK);
            see(WEST, TIMED_OUT, OK);
            assertThat(verdict(EAST)).isNotEqualTo(Verdict.UNHEALTHY);
        }
        assertThat(region(EAST).votes().getFirst().sight()).isEqualTo(Sight.BLIND);
    }

    @Test
    void nor_is_it_as_a_reference() {
        var reference = signal("reference/signal-1");
        var told = health(1, List.of(reference));
        for (int i = 0; i < 20; i++) {
            told.observe(Looks.at(now, reference.id(), OK));
            look(told, EAST, TIMED_OUT);
            look(told, WEST, TIMED_OUT);
            now = now.plusSeconds(1);
            assertThat(told.judge(now)).noneMatch(r -> r.verdict() == Verdict.UNHEALTHY);
        }
    }

    @Test
    void a_signal_counts_for_nothing_while_nothing_else_answers_the_observer() {
        calm();
        for (int i = 0; i < 20; i++) {
            see(WEST, TIMED_OUT, OK);
            see(EAST, OK, FIRING);
            assertThat(verdict(EAST)).isNotEqualTo(Verdict.UNHEALTHY);
        }
    }

    @Test
    void whoever_could_not_be_asked_stands_in_nobodys_way() {
        calm();
        for (int i = 0; i < 20; i++) {
            see(EAST, OK, OPEN);
            see(WEST, OK, OPEN);
        }
        assertThat(verdict(WEST)).isEqualTo(Verdict.HEALTHY);
        assertThat(region(WEST).isReady(Shop.quick())).isTrue();
    }

    @Test
    void what_was_said_before_a_long_silence_is_forgotten() {
        calm();
        for (int i = 0; i < 3; i++) {
            see(WEST, OK, OK);
            see(EAST, OK, FIRING);
        }
        assertThat(verdict(EAST)).isEqualTo(Verdict.UNHEALTHY);
        for (int i = 0; i < 10; i++) {
            see(WEST, OK, OPEN);
            see(EAST, OK, OPEN);
        }
        assertThat(verdict(EAST)).as("too old").isEqualTo(Verdict.HEALTHY);
        see(EAST, OK, OK);
        assertThat(verdict(EAST)).as("and it does not come back with an OK").isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void a_vantage_point_that_was_only_told_nothing_has_not_seen_the_target() {
        var several = health(2, List.of());
        for (int i = 0; i < 5; i++) {
            for (var from : List.of(Looks.HERE, NYC)) {
                several.observe(Looks.from(from, now, Shop.id(EAST), OK));
                several.observe(Looks.from(from, now, Shop.id(WEST), OK));
            }
            several.observe(Looks.from(new VantagePoint("sfo"), now, told(WEST), OK));
            now = now.plusSeconds(1);
        }
        several.observe(Looks.from(NYC, now, Shop.id(WEST), REFUSED));
        var west = several.judge(now).getLast();
        assertThat(west.isHealthy()).isTrue();
        assertThat(west.isSuspect(Shop.quick().withQuorum(2))).isTrue();
    }

    @Test
    void signals_make_nobody_suspect_who_hears_them() {
        var suspicions = new Suspicions();
        var services = new HashMap<ServiceName, List<Region>>();
        for (int i = 0; i < 4; i++) {
            services.put(new ServiceName("shop-" + i), List.of(with(EAST, "shop-" + i), with(WEST, "shop-" + i)));
        }
        suspicions.watch(services);
        services.values().stream()
                .flatMap(List::stream)
                .flatMap(region -> region.probes().stream())
                .filter(Probe::isHearsay)
                .forEach(probe -> suspicions.observed(Looks.at(now, probe.id(), FIRING)));
        assertThat(suspicions.isSuspect(Looks.HERE)).isFalse();
    }

    private void calm() {
        for (int i = 0; i < 3; i++) {
            see(EAST, OK, OK);
            see(WEST, OK, OK);
        }
        assertThat(verdict(EAST)).isEqualTo(Verdict.HEALTHY);
        assertThat(verdict(WEST)).isEqualTo(Verdict.HEALTHY);
    }

    private void see(RegionName region, Sighting own, Sighting said) {
        look(health, region, own);
        hear(region, said);
    }

    private void hear(RegionName region, Sighting said) {
        health.observe(Looks.at(now, told(region), said));
        now = now.plusMillis(700);
    }

    private void look(ServiceHealth at, RegionName region, Sighting own) {
        at.observe(Looks.at(now, Shop.id(region), own));
    }

    private RegionHealth region(RegionName name) {
        return health.judge(now).stream()
                .filter(r -> r.region().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Verdict verdict(RegionName name) {
        return region(name).verdict();
    }

    private static ServiceHealth health(int quorum, List<Probe> references) {
        return new ServiceHealth(
                List.of(with(EAST, "shop"), with(WEST, "shop")),
                references,
                Shop.quick().withQuorum(quorum));
    }

    private static Region with(RegionName name, String service) {
        var region = Shop.region(name);
        var prefix = service + "/" + name;
        return new Region(
                name,
                region.endpoints(),
                List.of(Shop.probe(new ProbeId(prefix + "/http-1")), signal(prefix + "/signal-1")));
    }

    private static ProbeId told(RegionName region) {
        return new ProbeId("shop/" + region + "/signal-1");
    }

    private static Probe signal(String id) {
        var second = Duration.ofSeconds(1);
        return new Probe(
                new ProbeId(id),
                new Check.Signal("alertmanager", Map.of("region", "east"), Duration.ofMinutes(10)),
                second,
                second,
                second);
    }

    private static Sighting failing(FailureKind kind) {
        return new Sighting.Failing(kind, "as the test wants it", PhaseTimings.ofTotal(Duration.ZERO));
    }
}

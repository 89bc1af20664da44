package dev.leeward.schedule;

import static dev.leeward.fixture.Looks.OK;
import static dev.leeward.fixture.Looks.REFUSED;
import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Shop;
import dev.leeward.health.ServiceHealth;
import dev.leeward.health.Verdict;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A signal shortens detection: by what it says where it is signed, and by the looks that it brings about where it is not. */
final class HasteTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration BURST = Duration.ofSeconds(1);
    private static final Instant DIES = Shop.T0.plusSeconds(205);
    private static final Instant TOLD = DIES.plusSeconds(3);

    private static final Service SHOP = new Service(
            Shop.NAME,
            List.of(region(EAST), region(WEST)),
            Shop.quick(),
            Shop.in(EAST, WEST).failover(),
            Shop.in(EAST, WEST).failback(),
            List.of(Shop.WWW),
            Duration.ofSeconds(30));

    /** What comes of a signal. */
    private enum Told {
        NOTHING,
        UNSIGNED,
        SIGNED
    }

    @Test
    void without_a_signal_the_next_look_of_the_grid_has_to_come() {
        assertThat(detection(Told.NOTHING, true)).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void an_unsigned_one_has_the_probes_look_at_once() {
        assertThat(detection(Told.UNSIGNED, true)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_signed_one_as_well() {
        assertThat(detection(Told.SIGNED, true)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void what_only_the_sender_sees_counts_by_itself_if_it_is_signed_and_not_otherwise() {
        assertThat(detection(Told.SIGNED, false)).isLessThan(Duration.ofSeconds(5));
        assertThat(detection(Told.UNSIGNED, false)).isEqualTo(Duration.ofSeconds(100));
    }

    /** From the death of the region to its verdict; 100 s where there is none by then. */
    private static Duration detection(Told told, boolean dies) {
        var timetable = new Timetable(12);
        var health = new ServiceHealth(SHOP.regions(), List.of(), Shop.quick());
        timetable.reconfigure(new Topology(List.of(SHOP), List.of()), Shop.T0);
        boolean hastened = false;
        for (var now = Shop.T0; now.isBefore(DIES.plusSeconds(100)); now = now.plusMillis(50)) {
            if (!hastened && told != Told.NOTHING && !now.isBefore(TOLD)) {
                timetable.hasten(
                        check -> check instanceof Check.Signal signal
                                && signal.match().containsValue(EAST.value()),
                        now);
                hastened = true;
            }
            for (var turn : timetable.due(now)) {
                var seen = seen(turn.probe(), now, dies, hastened ? told : Told.NOTHING);
                timetable.ended(turn, seen, now);
                health.observe(Looks.at(now, turn.probe().id(), seen));
            }
            boolean unhealthy = health.judge(now).getFirst().verdict() == Verdict.UNHEALTHY;
            if (unhealthy) return Duration.between(DIES, now);
        }
        return Duration.ofSeconds(100);
    }

    private static Sighting seen(Probe probe, Instant now, boolean dies, Told told) {
        boolean east = probe.id().value().contains(EAST.value());
        if (!probe.isHearsay()) return east && dies && !now.isBefore(DIES) ? REFUSED : OK;
        if (!east || told == Told.NOTHING) return OK;
        var kind = told == Told.SIGNED ? FailureKind.SIGNALLED : FailureKind.SUSPECTED;
        return new Sighting.Failing(kind, "the monitor says so", PhaseTimings.ofTotal(Duration.ZERO));
    }

    private static Region region(RegionName name) {
        var own = Check.Http.get(URI.create("http://192.0.2.1/health"));
        var told = new Check.Signal("alerts", Map.of("region", name.value()), Duration.ofMinutes(10));
        return new Region(
                name,
                Shop.region(name).endpoints(),
                List.of(probe(Shop.id(name), own), probe(new ProbeId("shop/" + name + "/signal-1"), told)));
    }

    private static Probe probe(ProbeId id, Check check) {
        return new Probe(id, check, INTERVAL, Duration.ofSeconds(1), BURST);
    }
}

package dev.leeward.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CadenceTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration BURST = Duration.ofSeconds(1);
    private static final Sighting OK = new Sighting.Healthy(PhaseTimings.ofTotal(Duration.ZERO), List.of());
    private static final Sighting BAD =
            new Sighting.Failing(FailureKind.REFUSED, "", PhaseTimings.ofTotal(Duration.ZERO));
    private static final Sighting UNCLEAR = new Sighting.Inconclusive("", PhaseTimings.ofTotal(Duration.ZERO));

    private static Probe probe(String name) {
        Check check = Check.Http.get(URI.create("http://192.0.2.1/"));
        return new Probe(new ProbeId(name), check, INTERVAL, Duration.ofSeconds(2), BURST);
    }

    private static Cadence fresh() {
        return Cadence.of(probe("shop/us-east/http-1"), START, 3);
    }

    private static Instant due(Cadence cadence) {
        return cadence.due().orElseThrow();
    }

    /** Starts the look that is due and ends it at once. */
    private static Cadence look(Cadence cadence, Sighting seen) {
        Instant now = due(cadence);
        Cadence started = cadence.started(now);
        return started.ended(started.started(), seen, now);
    }

    @Test
    void the_first_look_comes_within_a_second() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(due(Cadence.of(probe("p" + i), START, 3))).isBetween(START, START.plusSeconds(1));
        }
    }

    @Test
    void looks_of_many_probes_are_spread_evenly_over_the_interval() {
        int[] perSecond = new int[5];
        for (int i = 0; i < 1_000; i++) {
            Instant slot =
                    Cadence.of(probe("shop/r/http-" + i), START, 3).pace().anchor();
            perSecond[(int) Duration.between(START, slot).toSeconds()]++;
        }
        for (int count : perSecond) assertThat(count).isBetween(150, 250);
    }

    @Test
    void healthy_looks_do_not_drift_from_the_grid() {
        Cadence cadence = look(fresh(), OK);
        Instant anchor = cadence.pace().anchor();
        for (int i = 0; i < 100; i++) {
            Instant late = due(cadence).plusMillis(7);
            Cadence started = cadence.started(late);
            cadence = started.ended(started.started(), OK, late.plusMillis(900));
            assertThat(Duration.between(anchor, due(cadence)).toNanos() % INTERVAL.toNanos())
                    .isZero();
        }
    }

    @Test
    void slots_missed_while_the_machine_slept_are_not_made_up_for() {
        Cadence cadence = look(look(fresh(), OK), OK);
        Instant awake = due(cadence).plusSeconds(3_600);
        assertThat(due(cadence.started(awake))).isAfter(awake).isBeforeOrEqualTo(awake.plus(INTERVAL));
    }

    @Test
    void after_a_failure_the_next_look_comes_a_burst_later() {
        Cadence cadence = look(fresh(), OK);
        Instant start = due(cadence);
        Cadence started = cadence.started(start);
        assertThat(due(started.ended(2, BAD, start.plusMillis(300)))).isEqualTo(start.plus(BURST));
        assertThat(due(started.ended(2, BAD, start.plusSeconds(2)))).isEqualTo(start.plusSeconds(2));
    }

    @Test
    void bursts_end_at_their_limit_and_a_healthy_look_re_arms_them() {
        Cadence cadence = look(look(fresh(), OK), BAD);
        for (int i = 0; i < 3; i++) {
            Instant last = cadence.lastStart().orElseThrow();
            assertThat(due(cadence)).isEqualTo(last.plus(BURST));
            cadence = look(cadence, BAD);
        }
        assertThat(onGrid(cadence)).isTrue();
        cadence = look(look(cadence, BAD), BAD);
        assertThat(onGrid(cadence)).isTrue();
        cadence = look(look(cadence, OK), BAD);
        assertThat(due(cadence)).isEqualTo(cadence.lastStart().orElseThrow().plus(BURST));
    }

    private static boolean onGrid(Cadence cadence) {
        long off = Duration.between(cadence.pace().anchor(), due(cadence)).toNanos();
        return Math.floorMod(off, INTERVAL.toNanos()) == 0;
    }

    @Test
    void a_late_result_of_an_older_look_does_not_undo_a_newer_one() {
        Cadence cadence = look(look(fresh(), OK), BAD);
        Instant start = due(cadence);
        Cadence two = cadence.started(start).started(start.plus(BURST));
        Cadence newerOk = two.ended(4, OK, start.plus(BURST));
        assertThat(newerOk.failing()).isFalse();
        Cadence olderBad = newerOk.ended(3, BAD, start.plusSeconds(2));
        assertThat(olderBad.failing()).isFalse();
        assertThat(olderBad.due()).isEqualTo(newerOk.due());
        assertThat(olderBad.inFlight()).isZero();
    }

    @Test
    void silence_does_not_stop_looking_but_looks_do_not_pile_up() {
        Cadence cadence = look(look(fresh(), OK), BAD);
        List<Instant> starts = new ArrayList<>();
        while (cadence.due().isPresent()) {
            starts.add(due(cadence));
            cadence = cadence.started(due(cadence));
        }
        assertThat(starts).hasSize(3);
        assertThat(cadence.inFlight()).isEqualTo(cadence.pace().inFlightLimit()).isEqualTo(3);
        Instant later = starts.getLast().plusSeconds(9);
        assertThat(cadence.ended(3, BAD, later).due()).isPresent();
    }

    @Test
    void an_inconclusive_look_neither_starts_nor_ends_a_burst() {
        assertThat(onGrid(look(look(fresh(), OK), UNCLEAR))).isTrue();
        Cadence failing = look(look(look(fresh(), OK), BAD), UNCLEAR);
        assertThat(failing.failing()).isTrue();
        assertThat(due(failing)).isEqualTo(failing.lastStart().orElseThrow().plus(BURST));
    }

    @Test
    void a_look_out_of_turn_comes_at_most_once_per_burst_and_leaves_the_grid() {
        Cadence cadence = look(look(fresh(), OK), OK);
        Instant last = cadence.lastStart().orElseThrow();
        Cadence asked = cadence.outOfTurn(last.plusMillis(500));
        assertThat(due(asked)).isEqualTo(last.plus(BURST));
        assertThat(asked.outOfTurn(last.plusMillis(600))).isEqualTo(asked);
        assertThat(due(cadence.outOfTurn(last.plusSeconds(2)))).isEqualTo(last.plusSeconds(2));
        assertThat(due(look(asked, OK))).isEqualTo(due(cadence));
    }

    @Test
    void a_hastened_probe_looks_at_once_and_closely_for_as_many_looks_as_a_burst_has() {
        Cadence calm = look(look(fresh(), OK), OK);
        Instant told = calm.lastStart().orElseThrow().plusMillis(1_500);
        Cadence hastened = calm.hastened(told);
        assertThat(due(hastened)).isEqualTo(told);
        Cadence next = look(hastened, OK);
        assertThat(due(next)).isEqualTo(told.plus(BURST));
        next = look(next, OK);
        assertThat(due(next)).isEqualTo(told.plus(BURST.multipliedBy(2)));
        next = look(next, OK);
        assertThat(due(next)).as("the grid again").isEqualTo(due(calm));
    }

    @Test
    void who_is_hastened_again_meanwhile_looks_no_longer_for_it() {
        Cadence once = look(fresh(), OK).hastened(START.plusSeconds(2));
        Cadence twice = look(once, OK).hastened(START.plusSeconds(2));
        assertThat(twice).isEqualTo(look(once, OK));
    }

    @Test
    void a_failure_while_hastened_bursts_as_ever() {
        Cadence hastened = look(look(fresh(), OK).hastened(START.plusSeconds(2)), OK);
        Cadence failing = hastened;
        int looks = 0;
        while (due(failing).isBefore(START.plusSeconds(60))) {
            failing = look(failing, BAD);
            looks++;
        }
        assertThat(looks).as("bursts are limited").isLessThanOrEqualTo(3 + 3 + 12 + 1);
    }
}

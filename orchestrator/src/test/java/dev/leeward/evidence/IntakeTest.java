package dev.leeward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A peer's word counts only as its own, about what is asked here too, once, and while it is fresh. */
final class IntakeTest {
    private static final String LIFE = "5f1e09c2a7b3d846";
    private static final Duration QUICK = Duration.ofMillis(2);

    private final Known known = Known.of(Shop.topology());
    private final Intake intake = new Intake(Shop.FRA);

    @Test
    void a_look_that_counts_comes_out_as_it_was_seen_and_as_the_peers() {
        var taken = take(told(look(1, Duration.ofMillis(400), Shop.REFUSED)));
        assertThat(taken.dropped()).isEmpty();
        assertThat(taken.looks()).singleElement().satisfies(seen -> {
            assertThat(seen.from()).isEqualTo(Shop.FRA);
            assertThat(seen.probe()).isEqualTo(Shop.EAST);
            assertThat(seen.sighting())
                    .isEqualTo(new Sighting.Failing(
                            FailureKind.REFUSED, "connection refused", PhaseTimings.ofTotal(Duration.ofMillis(12))));
            assertThat(Duration.between(seen.startedAt(), seen.endedAt())).isEqualTo(Duration.ofMillis(12));
        });
        assertThat(intake.cursor()).contains(new Cursor(LIFE, 1));
    }

    @Test
    void who_answers_under_another_name_has_no_vote() {
        var told = new Told("nyc", LIFE, 1, 0, List.of(look(1, Duration.ofMillis(5), Shop.OK)));
        var taken = intake.take(told, Arrival.of(Shop.NOW, QUICK, 0), known);
        assertThat(taken.looks()).isEmpty();
        assertThat(taken.dropped()).isEqualTo(Map.of(Dropped.IMPOSTOR, 1L));
        assertThat(intake.cursor()).as("its cursor is not ours").isEmpty();
    }

    @Test
    void who_asks_something_else_by_the_same_name_has_no_vote_on_it() {
        var other = Known.of(Shop.topology("http://192.0.2.77/health"));
        var taken =
                intake.take(told(look(1, Duration.ofMillis(5), Shop.REFUSED)), Arrival.of(Shop.NOW, QUICK, 0), other);
        assertThat(taken.looks()).isEmpty();
        assertThat(taken.dropped()).isEqualTo(Map.of(Dropped.OTHER_CHECK, 1L));
        assertThat(taken.differing()).containsExactly(Shop.EAST);
    }

    @Test
    void a_probe_that_is_not_configured_here_is_left_out() {
        var look = new ToldLook(1, "blog/us-east/http-1", "x", 10, 5, "healthy", Optional.empty(), Optional.empty());
        assertThat(take(told(look)).dropped()).isEqualTo(Map.of(Dropped.UNKNOWN_PROBE, 1L));
    }

    @Test
    void what_is_not_fresh_any_more_counts_for_nothing() {
        assertThat(take(told(look(1, Duration.ofSeconds(19), Shop.OK))).looks()).hasSize(1);
        assertThat(take(told(look(2, Duration.ofSeconds(20), Shop.OK))).dropped())
                .isEqualTo(Map.of(Dropped.OLD, 1L));
    }

    @Test
    void what_was_told_before_is_not_taken_again() {
        var first = told(look(1, Duration.ofMillis(5), Shop.REFUSED), look(2, Duration.ofMillis(4), Shop.REFUSED));
        assertThat(take(first).looks()).hasSize(2);
        var replayed = take(first);
        assertThat(replayed.looks()).isEmpty();
        assertThat(replayed.dropped()).isEqualTo(Map.of(Dropped.REPEATED, 2L));
        assertThat(intake.cursor()).contains(new Cursor(LIFE, 2));
    }

    @Test
    void a_peer_that_was_restarted_begins_anew_and_its_earlier_life_is_not_told_twice() {
        assertThat(take(told(look(7, Duration.ofMillis(5), Shop.OK))).looks()).hasSize(1);
        var again = new Told("fra", "aa", 1, 0, List.of(look(1, Duration.ofMillis(5), Shop.OK)));
        assertThat(intake.take(again, Arrival.of(Shop.NOW, QUICK, 0), known).looks())
                .hasSize(1);
        assertThat(intake.cursor()).contains(new Cursor("aa", 1));
        assertThat(take(told(look(7, Duration.ofMillis(900), Shop.OK))).dropped())
                .isEqualTo(Map.of(Dropped.REPEATED, 1L));
    }

    @Test
    void looks_that_were_told_to_nobody_are_counted_as_missed() {
        take(told(look(1, Duration.ofMillis(5), Shop.OK)));
        assertThat(take(told(look(5, Duration.ofMillis(5), Shop.OK))).dropped()).isEqualTo(Map.of(Dropped.MISSED, 3L));
    }

    @Test
    void an_answer_that_was_too_long_on_the_way_is_asked_for_again() {
        var told = told(look(1, Duration.ofMillis(5), Shop.OK));
        var slow = Arrival.of(Shop.NOW, Duration.ofMillis(2_001), 0);
        assertThat(intake.take(told, slow, known).dropped()).isEqualTo(Map.of(Dropped.SLOW, 1L));
        assertThat(intake.cursor()).isEmpty();
        assertThat(take(told).looks()).hasSize(1);
    }

    @Test
    void what_this_version_does_not_understand_is_left_out() {
        var check = known.probes().get(Shop.EAST);
        assertThat(check).isNotNull();
        var look = new ToldLook(
                1, Shop.EAST.value(), check.check(), 10, 5, "failing", Optional.of("gone-fishing"), Optional.empty());
        assertThat(take(told(look)).dropped()).isEqualTo(Map.of(Dropped.UNREADABLE, 1L));
    }

    /** Whatever of the round trip was before, between and after, and however the peer's clock drifts within a hundredth. */
    @Test
    void no_look_is_ever_judged_younger_than_it_is() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long question = random.nextLong(900_000);
            long held = random.nextLong(10_000_000);
            long answer = random.nextLong(900_000);
            long age = 12_000 + random.nextLong(5_000_000);
            double drift = 1 + (random.nextDouble() - 0.5) * 0.018;
            var trip = Duration.ofNanos((question + held + answer) * 1_000);
            var arrival = Arrival.of(Shop.NOW, trip, (long) (held * drift));
            var look = look(1, Duration.ofNanos(1_000 * (long) (age * drift)), Shop.OK);
            var truth = Shop.NOW.minusNanos((age + answer) * 1_000 - 2_000);
            assertThat(arrival.startOf(look)).as("seed " + seed).isBeforeOrEqualTo(truth);
            assertThat(Duration.between(arrival.startOf(look), truth))
                    .as("seed " + seed + ", and not much older than the question took")
                    .isLessThan(Duration.ofNanos((question + (held + age) / 40 + 1_000) * 1_000));
        }
    }

    @Test
    void who_claims_to_have_held_an_answer_longer_than_it_took_is_not_believed() {
        var trip = Duration.ofMillis(300);
        assertThat(Arrival.of(Shop.NOW, trip, 9_000_000).way()).isEqualTo(trip);
    }

    private Intake.Taken take(Told told) {
        return intake.take(told, Arrival.of(Shop.NOW, QUICK, told.heldMicros()), known);
    }

    private static Told told(ToldLook... looks) {
        var last = List.of(looks).getLast().number();
        return new Told("fra", LIFE, last, 0, List.of(looks));
    }

    private ToldLook look(long number, Duration age, Sighting seen) {
        var check = known.probes().get(Shop.EAST);
        if (check == null) throw new AssertionError("no such probe");
        return ToldLook.of(number, Shop.look(Shop.NOW, Shop.EAST, seen), check.check(), age);
    }
}

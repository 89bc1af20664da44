package dev.leeward.simulator.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.probe.Check;
import dev.leeward.service.FailoverPolicy.Mode;
import dev.leeward.simulator.scenario.Act;
import dev.leeward.simulator.scenario.Illness;
import dev.leeward.simulator.scenario.Incident;
import dev.leeward.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StudyTest {
    private static final int SEEDS = 5;

    @Test
    void traffic_leaves_a_region_that_is_down_and_users_follow_within_the_ttl() {
        var outlook = play(Samples.shop(), Samples.regionDown(Illness.DOWN));
        assertThat(outlook.asPromised()).isEqualTo(SEEDS);
        assertThat(outlook.moved()).isEqualTo(SEEDS);
        var verified = outlook.spread(Figure.VERIFIED).orElseThrow();
        assertThat(verified.count()).isEqualTo(SEEDS);
        assertThat(verified.worst()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(70));
        assertThat(outlook.spread(Figure.DETECTED).orElseThrow().worst()).isLessThan(Duration.ofSeconds(11));
        assertThat(outlook.spread(Figure.USERS_BACK).orElseThrow().worst())
                .isBetween(verified.median(), verified.worst().plus(Duration.ofMinutes(5)));
    }

    @Test
    void where_several_vantage_points_must_agree_one_is_played_for_all_of_them() {
        var shop = Samples.shop();
        var detection = shop.service().detection().withQuorum(2);
        var watched =
                new Subject(shop.service().withDetection(detection), shop.references(), shop.names(), Optional.empty());
        assertThat(play(watched, Samples.regionDown(Illness.DOWN)).moved()).isEqualTo(SEEDS);
    }

    @Test
    void the_same_question_has_the_same_answer() {
        var first = play(Samples.shop(), Samples.regionDown(Illness.DOWN)).worst();
        assertThat(play(Samples.shop(), Samples.regionDown(Illness.DOWN)).worst())
                .isEqualTo(first);
        assertThat(Story.of(Samples.shop(), Samples.regionDown(Illness.DOWN), first.seed()))
                .isEqualTo(Story.of(Samples.shop(), Samples.regionDown(Illness.DOWN), first.seed()));
    }

    @Test
    void a_manual_service_stays_says_why_and_pages() {
        var outlook = play(Samples.shop(Mode.MANUAL, Optional.empty()), Samples.regionDown(Illness.REFUSE));
        assertThat(outlook.moved()).isZero();
        assertThat(outlook.asPromised()).isEqualTo(SEEDS);
        assertThat(outlook.held().orElseThrow()).contains("only a person may move traffic");
        assertThat(outlook.spread(Figure.PAGED).orElseThrow().worst()).isLessThan(Duration.ofSeconds(11));
    }

    @Test
    void a_shadow_says_what_it_would_have_done() {
        var outlook = play(Samples.shop(Mode.SHADOW, Optional.empty()), Samples.regionDown(Illness.REFUSE));
        assertThat(outlook.moved()).isZero();
        assertThat(outlook.held().orElseThrow()).startsWith("shadow mode: ");
    }

    @Test
    void a_person_who_approves_is_waited_for() {
        var after = Duration.ofMinutes(2);
        var outlook = play(Samples.shop(Mode.APPROVAL, Optional.of(after)), Samples.regionDown(Illness.REFUSE));
        assertThat(outlook.moved()).isEqualTo(SEEDS);
        assertThat(outlook.spread(Figure.DECIDED).orElseThrow().median())
                .isBetween(after, after.plus(Duration.ofSeconds(11)));
    }

    @Test
    void an_observer_that_sees_nothing_moves_nothing() {
        var cut = new Act.WayBreaks("everything", 1, 1, Duration.ZERO);
        var outlook = play(Samples.shop(), lasting(cut));
        assertThat(outlook.moved()).isZero();
        assertThat(outlook.asPromised()).isEqualTo(SEEDS);
    }

    @Test
    void an_observer_that_is_cut_off_from_a_healthy_region_alone_moves_falsely_and_that_is_said() {
        var outlook = play(Samples.shop(), lasting(new Act.WayBreaks("active", 1, 1, Duration.ZERO)));
        assertThat(outlook.total(Findings::falseFailovers)).isEqualTo(SEEDS);
        assertThat(outlook.asPromised()).isZero();
        assertThat(outlook.broken()).contains("traffic left a region that was well");
    }

    @Test
    void a_region_that_hangs_is_not_seen_by_who_only_connects_and_that_is_said() {
        var onlyConnects = Samples.shop(Mode.AUTOMATIC, Optional.empty(), new Check.Tcp("192.0.2.1", 443));
        var outlook = play(onlyConnects, Samples.regionDown(Illness.HANG));
        assertThat(outlook.moved()).isZero();
        assertThat(outlook.asPromised()).isZero();
        assertThat(outlook.broken().orElseThrow()).contains("traffic stayed there", "nobody was told");
    }

    private static Scenario lasting(Act act) {
        return Samples.scenario(
                "lasting", new Incident(Duration.ZERO, Duration.ZERO, Optional.of(Duration.ofMinutes(5)), act));
    }

    private static Outlook play(Subject subject, Scenario scenario) {
        return Study.of(subject, scenario, 1, SEEDS, () -> {});
    }
}

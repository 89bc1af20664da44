package dev.leeward.decision;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.NORTH;
import static dev.leeward.fixture.Shop.T0;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fixture.Shop;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.MaintenanceWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Leeward does by itself, rule by rule: each one passing and each one blocking. */
final class DecisionEngineTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void a_calm_service_is_left_alone() {
        assertHold(new Given(), Rule.ACTIVE_UNHEALTHY, "");
    }

    @Test
    void a_down_region_is_left_for_a_ready_one() {
        var decision = new Given().down(EAST).decide();
        assertThat(decision).isInstanceOf(Decision.FailOver.class);
        assertMove(decision, EAST, WEST);
        assertThat(decision.reason().checks()).allMatch(RuleCheck::holds);
    }

    @Test
    void the_first_ready_region_by_priority_takes_over() {
        assertMove(new Given().in(EAST, WEST, NORTH).down(EAST).decide(), EAST, WEST);
        assertMove(new Given().in(EAST, WEST, NORTH).down(EAST).down(WEST).decide(), EAST, NORTH);
        assertMove(
                new Given().in(EAST, WEST, NORTH).down(EAST).unseen(WEST, HOUR).decide(), EAST, NORTH);
        assertMove(new Given().in(EAST, WEST, NORTH).down(EAST).suspect(WEST).decide(), EAST, NORTH);
        assertMove(new Given().in(EAST, WEST, NORTH).active(WEST).down(WEST).decide(), WEST, EAST);
    }

    @Test
    void with_no_region_ready_it_holds_and_pages() {
        assertHold(new Given().down(EAST).down(WEST), Rule.TARGET_READY, "no-region-ready");
        assertHold(new Given().down(EAST).unseen(WEST, HOUR), Rule.TARGET_READY, "no-region-ready");
        assertHold(new Given().down(EAST).stale(WEST), Rule.TARGET_READY, "no-region-ready");
    }

    @Test
    void a_standby_whose_newest_look_failed_is_waited_for_without_a_page() {
        var given = new Given().down(EAST).suspect(WEST);
        assertHold(given, Rule.TARGET_READY, "");
        assertThat(new DecisionEngine().isProvisional(given.situation(), given.decide()))
                .isTrue();
    }

    @Test
    void an_unseen_region_is_never_taken_for_a_down_one() {
        assertHold(new Given().unseen(EAST, Duration.ofSeconds(1)), Rule.OBSERVERS_SEE, "");
        assertHold(new Given().unseen(EAST, HOUR), Rule.ACTIVE_UNHEALTHY, "active-unseen");
    }

    @Test
    void a_node_that_has_just_started_neither_acts_nor_pages_before_it_saw_every_region() {
        var early = Duration.ofSeconds(2);
        assertHold(new Given().startedAgo(early).unseen(EAST, early), Rule.WARMED_UP, "");
        assertHold(new Given().startedAgo(early).down(EAST).unseen(WEST, early), Rule.WARMED_UP, "");
        assertHold(
                new Given().in(EAST, WEST, NORTH).startedAgo(early).down(EAST).unseen(NORTH, early),
                Rule.WARMED_UP,
                "");
        assertMove(new Given().startedAgo(early).down(EAST).decide(), EAST, WEST);
        assertMove(
                new Given()
                        .in(EAST, WEST, NORTH)
                        .startedAgo(Duration.ofSeconds(6))
                        .down(EAST)
                        .unseen(NORTH, early)
                        .decide(),
                EAST,
                WEST);
    }

    @Test
    void an_unknown_active_region_pages_once_the_targets_had_time_to_be_read() {
        assertHold(new Given().activeUnknown(), Rule.ACTIVE_KNOWN, "active-unknown");
        assertHold(new Given().activeUnknown().startedAgo(Duration.ofSeconds(10)), Rule.ACTIVE_KNOWN, "");
        assertHold(new Given().activeUnknown().running(RunKind.FAILOVER, true), Rule.ACTIVE_KNOWN, "");
        assertHold(new Given().active(NORTH), Rule.ACTIVE_KNOWN, "active-unknown");
    }

    @Test
    void a_pause_holds_a_failover_that_is_due_and_pages() {
        assertHold(new Given().down(EAST).paused(), Rule.NOT_PAUSED, "failover-held");
    }

    @Test
    void dwell_counts_from_the_completion_of_the_last_run() {
        var dwell = Shop.failover(FailoverPolicy.Mode.AUTOMATIC).dwell();
        assertHold(
                new Given().down(EAST).moved(RunKind.FAILBACK, true, true, dwell.minusSeconds(1)),
                Rule.DWELL,
                "failover-held");
        assertMove(
                new Given()
                        .down(EAST)
                        .moved(RunKind.FAILBACK, true, true, dwell)
                        .decide(),
                EAST,
                WEST);
        assertMove(
                new Given().down(EAST).moved(RunKind.SETTLE, true, true, MINUTE).decide(), EAST, WEST);
    }

    @Test
    void after_runs_that_moved_nothing_the_wait_is_short_and_doubles() {
        var once = new Given().down(EAST).moved(RunKind.FAILOVER, true, false, Duration.ofSeconds(10));
        assertMove(once.decide(), EAST, WEST);
        var thrice = new Given()
                .down(EAST)
                .moved(RunKind.FAILOVER, true, false, Duration.ofSeconds(70))
                .moved(RunKind.FAILOVER, true, false, Duration.ofSeconds(50))
                .moved(RunKind.FAILOVER, true, false, Duration.ofSeconds(39));
        assertHold(thrice, Rule.DWELL, "failover-held");
    }

    @Test
    void the_budget_counts_automatic_moves_in_its_window_and_then_asks() {
        var two = new Given()
                .down(EAST)
                .moved(RunKind.FAILOVER, true, true, Duration.ofHours(20))
                .moved(RunKind.FAILBACK, true, true, Duration.ofHours(2));
        assertMove(two.decide(), EAST, WEST);
        two.moved(RunKind.FAILOVER, false, true, HOUR).moved(RunKind.FAILOVER, true, false, HOUR);
        assertMove(two.decide(), EAST, WEST);
        two.moved(RunKind.FAILBACK, true, true, HOUR);
        assertAsks(two, Rule.BUDGET, Alarm.Severity.PAGE);
        var old = new Given().down(EAST);
        for (int i = 0; i < 5; i++) old.moved(RunKind.FAILOVER, true, true, Duration.ofHours(25));
        assertMove(old.decide(), EAST, WEST);
    }

    @Test
    void approval_and_manual_mode_ask_a_person() {
        assertAsks(new Given().with(FailoverPolicy.Mode.APPROVAL).down(EAST), Rule.MODE_AUTOMATIC, Alarm.Severity.PAGE);
        assertAsks(new Given().with(FailoverPolicy.Mode.MANUAL).down(EAST), Rule.MODE_AUTOMATIC, Alarm.Severity.PAGE);
        assertAsks(
                new Given().with(FailoverPolicy.Mode.APPROVAL).down(EAST).suspect(WEST),
                Rule.MODE_AUTOMATIC,
                Alarm.Severity.PAGE);
    }

    @Test
    void shadow_mode_decides_like_automatic() {
        assertMove(new Given().with(FailoverPolicy.Mode.SHADOW).down(EAST).decide(), EAST, WEST);
    }

    @Test
    void a_limit_on_loss_that_nothing_measures_asks_a_person() {
        var limited = new FailoverPolicy(
                FailoverPolicy.Mode.AUTOMATIC, MINUTE, 3, HOUR, Optional.of(Duration.ofSeconds(30)), MINUTE);
        assertAsks(new Given().with(limited).down(EAST), Rule.DATA_LOSS, Alarm.Severity.PAGE);
    }

    @Test
    void an_approval_lifts_what_binds_automation_and_nothing_else() {
        var given = new Given().with(FailoverPolicy.Mode.APPROVAL).down(EAST).approved(RunKind.FAILOVER, EAST, WEST);
        assertMove(given.decide(), EAST, WEST);
        assertMove(given.paused().moved(RunKind.FAILBACK, true, true, MINUTE).decide(), EAST, WEST);
        assertThat(given.suspect(WEST).decide()).isInstanceOf(Decision.Hold.class);
        var other = new Given().with(FailoverPolicy.Mode.APPROVAL).down(EAST).approved(RunKind.FAILBACK, EAST, WEST);
        assertThat(other.decide()).isInstanceOf(Decision.AskHuman.class);
    }

    @Test
    void a_run_under_way_is_not_disturbed_except_a_planned_one_that_has_moved_nothing() {
        assertHold(new Given().down(EAST).running(RunKind.FAILOVER, false), Rule.NO_RUN, "");
        assertHold(new Given().down(EAST).running(RunKind.SWITCHOVER, true), Rule.NO_RUN, "");
        assertMove(new Given().down(EAST).running(RunKind.SWITCHOVER, false).decide(), EAST, WEST);
        assertMove(new Given().down(EAST).running(RunKind.SETTLE, false).decide(), EAST, WEST);
    }

    @Test
    void traffic_that_has_settled_gets_its_everyday_ttl_back() {
        var settle = Duration.ofMinutes(5);
        assertThat(new Given().unsettledFor(settle).decide()).isInstanceOf(Decision.Settle.class);
        assertThat(new Given().unsettledFor(settle.minusSeconds(1)).decide()).isInstanceOf(Decision.Hold.class);
        assertThat(new Given().unsettledFor(settle).paused().decide()).isInstanceOf(Decision.Hold.class);
        assertThat(new Given().unsettledFor(settle).misplaced().decide()).isInstanceOf(Decision.Hold.class);
        assertThat(new Given()
                        .unsettledFor(settle)
                        .running(RunKind.SETTLE, false)
                        .decide())
                .isInstanceOf(Decision.Hold.class);
        assertThat(new Given()
                        .with(FailoverPolicy.Mode.SHADOW)
                        .unsettledFor(settle)
                        .decide())
                .isInstanceOf(Decision.Hold.class);
        assertThat(new Given().unsettledFor(settle).down(EAST).decide()).isInstanceOf(Decision.FailOver.class);
    }

    @Test
    void traffic_comes_home_once_home_is_stable() {
        var stable = Duration.ofMinutes(2);
        var home = new Given().active(WEST).healthyFor(EAST, stable);
        assertThat(home.decide()).isInstanceOf(Decision.FailBack.class);
        assertMove(home.decide(), WEST, EAST);
        assertHold(new Given().active(WEST).healthyFor(EAST, stable.minusSeconds(1)), Rule.HOME_STABLE, "");
        assertHold(new Given().active(WEST).down(EAST), Rule.TARGET_READY, "");
        assertHold(new Given().active(WEST).unseen(EAST, HOUR), Rule.TARGET_READY, "");
        assertHold(new Given().active(WEST).suspect(EAST), Rule.TARGET_READY, "");
        assertHold(new Given().active(WEST).paused(), Rule.NOT_PAUSED, "");
        assertHold(new Given().active(WEST).moved(RunKind.FAILOVER, true, true, MINUTE), Rule.DWELL, "");
        assertHold(new Given().active(WEST).running(RunKind.SWITCHOVER, false), Rule.NO_RUN, "");
    }

    @Test
    void a_failback_asks_for_approval_or_waits_for_an_order_as_its_mode_says() {
        var asks = new Given().active(WEST).with(FailbackPolicy.Mode.APPROVAL);
        assertAsks(asks, Rule.APPROVED, Alarm.Severity.NOTICE);
        assertMove(asks.approved(RunKind.FAILBACK, WEST, EAST).decide(), WEST, EAST);
        assertHold(new Given().active(WEST).with(FailbackPolicy.Mode.MANUAL), Rule.MODE_AUTOMATIC, "");
        assertAsks(new Given().active(WEST).found(), Rule.LEFT_HOME, Alarm.Severity.NOTICE);
        assertMove(
                new Given()
                        .active(WEST)
                        .found()
                        .approved(RunKind.FAILBACK, WEST, EAST)
                        .decide(),
                WEST,
                EAST);
        var spent = new Given().active(WEST);
        for (int i = 0; i < 3; i++) spent.moved(RunKind.FAILOVER, true, true, HOUR);
        assertAsks(spent, Rule.BUDGET, Alarm.Severity.NOTICE);
    }

    @Test
    void a_failback_without_proof_that_data_converged_never_happens_by_itself() {
        var limited = new FailoverPolicy(
                FailoverPolicy.Mode.AUTOMATIC, MINUTE, 3, HOUR, Optional.of(Duration.ofSeconds(30)), MINUTE);
        assertHold(new Given().active(WEST).with(limited), Rule.CONVERGED, "");
        assertThat(new Given()
                        .active(WEST)
                        .with(limited)
                        .approved(RunKind.FAILBACK, WEST, EAST)
                        .decide())
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void a_failback_waits_for_its_window() {
        // T0 is a Sunday at noon, UTC.
        var open = window(LocalTime.of(11, 0), LocalTime.of(13, 0));
        var closed = window(LocalTime.of(2, 0), LocalTime.of(5, 0));
        assertMove(new Given().active(WEST).with(open).decide(), WEST, EAST);
        assertHold(new Given().active(WEST).with(closed), Rule.WINDOW_OPEN, "");
        assertThat(new Given()
                        .active(WEST)
                        .with(closed)
                        .approved(RunKind.FAILBACK, WEST, EAST)
                        .decide())
                .isInstanceOf(Decision.Hold.class);
        assertMove(new Given().down(EAST).with(closed).decide(), EAST, WEST);
    }

    @Test
    void no_standby_is_a_notice_and_not_a_page() {
        var decision = new Given().down(WEST).decide();
        assertThat(((Decision.Hold) decision).alarm())
                .hasValueSatisfying(a -> assertThat(a.severity()).isEqualTo(Alarm.Severity.NOTICE));
        assertHold(new Given().suspect(WEST), Rule.ACTIVE_UNHEALTHY, "");
    }

    @Test
    void evidence_that_is_still_coming_in_takes_nothing_back() {
        var engine = new DecisionEngine();
        for (var given : List.of(
                new Given().unseen(EAST, Duration.ofSeconds(1)),
                new Given().startedAgo(MINUTE.dividedBy(60)).unseen(EAST, MINUTE),
                new Given().activeUnknown().startedAgo(Duration.ofSeconds(1)))) {
            assertThat(engine.isProvisional(given.situation(), given.decide())).isTrue();
        }
        for (var given : List.of(
                new Given(),
                new Given().down(EAST),
                new Given().down(EAST).down(WEST),
                new Given().active(WEST).suspect(EAST),
                new Given().down(EAST).running(RunKind.FAILOVER, true))) {
            assertThat(engine.isProvisional(given.situation(), given.decide())).isFalse();
        }
    }

    @Test
    void runs_in_a_row_that_change_nothing_come_ever_less_often_however_short_the_dwell_is() {
        var policy = new FailoverPolicy(
                FailoverPolicy.Mode.AUTOMATIC,
                Duration.ofSeconds(2),
                9,
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofMinutes(5));
        for (int aborted = 2; aborted < 12; aborted++) {
            var wait = Math.min(600, 10 << (aborted - 1));
            assertThat(aborted(policy, aborted, wait - 1).decide()).isInstanceOf(Decision.Hold.class);
            assertThat(aborted(policy, aborted, wait).decide()).isInstanceOf(Decision.FailOver.class);
        }
        var otherKind = aborted(policy, 0, 0).moved(RunKind.FAILBACK, true, false, Duration.ofSeconds(1));
        assertThat(otherKind.decide()).isInstanceOf(Decision.FailOver.class);
    }

    private static Given aborted(FailoverPolicy policy, int times, long secondsAgo) {
        var given = new Given().with(policy).down(EAST);
        for (int i = 0; i < times; i++) {
            given.moved(RunKind.FAILOVER, true, false, Duration.ofSeconds(secondsAgo));
        }
        return given;
    }

    @Test
    void every_blocked_rule_says_what_would_change_it() {
        for (var given : List.of(
                new Given(),
                new Given().down(EAST).down(WEST),
                new Given().down(EAST).paused(),
                new Given().activeUnknown())) {
            assertThat(given.decide().reason().blockedBy().flatMap(RuleCheck::wouldChange))
                    .isPresent();
        }
    }

    private static FailbackPolicy window(LocalTime from, LocalTime to) {
        var window = new MaintenanceWindow(Set.of(DayOfWeek.SUNDAY), from, to, ZoneOffset.UTC);
        assertThat(T0.atZone(ZoneOffset.UTC).getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
        return new FailbackPolicy(FailbackPolicy.Mode.AUTOMATIC, MINUTE, Optional.of(window));
    }

    /** Holds, blocked first by {@code rule}, with an alarm of that key ("" for none). */
    private static void assertHold(Given given, Rule rule, String alarm) {
        var decision = given.decide();
        assertThat(decision).isInstanceOf(Decision.Hold.class);
        assertThat(decision.reason().blockedBy().map(RuleCheck::rule))
                .as(decision.reason().sentence())
                .contains(rule);
        assertThat(((Decision.Hold) decision).alarm().map(Alarm::key).orElse(""))
                .as(decision.reason().sentence())
                .isEqualTo(alarm);
    }

    private static void assertAsks(Given given, Rule rule, Alarm.Severity severity) {
        assertThat(given.decide()).isInstanceOfSatisfying(Decision.AskHuman.class, ask -> {
            assertThat(ask.reason().blockedBy().map(RuleCheck::rule)).contains(rule);
            assertThat(ask.alarm().severity()).isEqualTo(severity);
        });
    }

    private static void assertMove(Decision decision, RegionName from, RegionName to) {
        var move = switch (decision) {
            case Decision.FailOver d -> new Proposal(RunKind.FAILOVER, d.from(), d.to());
            case Decision.SwitchOver d -> new Proposal(RunKind.SWITCHOVER, d.from(), d.to());
            case Decision.FailBack d -> new Proposal(RunKind.FAILBACK, d.from(), d.to());
            case Decision.Hold _, Decision.AskHuman _, Decision.Settle _, Decision.Release _ ->
                throw new AssertionError(decision.reason().sentence());
        };
        assertThat(List.of(move.from(), move.to())).containsExactly(from, to);
    }
}

package dev.leeward.decision;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.NORTH;
import static dev.leeward.fixture.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leeward.fixture.Shop;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A person's order beats automation and obeys what protects the traffic. */
final class OrderDecisionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void pause_dwell_budget_and_mode_do_not_bind_a_person() {
        var none = new FailoverPolicy(
                FailoverPolicy.Mode.MANUAL, Duration.ofDays(1), 0, Duration.ofDays(1), Optional.empty(), MINUTE);
        var given = new Given().with(none).down(EAST).paused().moved(RunKind.FAILBACK, true, true, MINUTE);
        assertThat(given.ordered(RunKind.FAILOVER).decide()).isInstanceOf(Decision.FailOver.class);
    }

    @Test
    void a_failover_of_a_healthy_region_needs_force_by_name() {
        assertRefused(new Given().ordered(RunKind.FAILOVER), Rule.ACTIVE_UNHEALTHY);
        assertRefused(new Given().ordered(RunKind.FAILOVER, Rule.DWELL), Rule.ACTIVE_UNHEALTHY);
        var forced =
                new Given().ordered(RunKind.FAILOVER, Rule.ACTIVE_UNHEALTHY).decide();
        assertThat(forced).isInstanceOf(Decision.FailOver.class);
        assertThat(forced.reason().checks().stream()
                        .filter(RuleCheck::overridden)
                        .map(RuleCheck::rule))
                .containsExactly(Rule.ACTIVE_UNHEALTHY);
    }

    @Test
    void a_rule_that_holds_anyway_is_not_called_overridden() {
        var decision = new Given()
                .down(EAST)
                .ordered(RunKind.FAILOVER, Rule.ACTIVE_UNHEALTHY, Rule.NO_RUN)
                .decide();
        assertThat(decision).isInstanceOf(Decision.FailOver.class);
        assertThat(decision.reason().checks()).noneMatch(RuleCheck::overridden);
    }

    @Test
    void no_force_moves_traffic_to_a_region_that_is_not_ready() {
        var all = Rule.values();
        assertRefused(new Given().down(EAST).down(WEST).ordered(RunKind.FAILOVER, WEST, all), Rule.TARGET_READY);
        assertRefused(new Given().down(EAST).suspect(WEST).ordered(RunKind.FAILOVER, WEST, all), Rule.TARGET_READY);
        assertRefused(new Given().down(EAST).stale(WEST).ordered(RunKind.FAILOVER, WEST, all), Rule.TARGET_READY);
        assertRefused(new Given().down(WEST).ordered(RunKind.SWITCHOVER, all), Rule.TARGET_READY);
        assertThat(Rule.TARGET_READY.overridable()).isFalse();
    }

    @Test
    void a_switchover_needs_two_healthy_regions_and_goes_where_it_is_told() {
        assertThat(new Given().ordered(RunKind.SWITCHOVER).decide()).isInstanceOf(Decision.SwitchOver.class);
        assertThat(new Given()
                        .in(EAST, WEST, NORTH)
                        .ordered(RunKind.SWITCHOVER, NORTH)
                        .decide())
                .isInstanceOfSatisfying(
                        Decision.SwitchOver.class, d -> assertThat(d.to()).isEqualTo(NORTH));
        assertRefused(new Given().down(EAST).ordered(RunKind.SWITCHOVER), Rule.ACTIVE_HEALTHY);
        assertRefused(new Given().ordered(RunKind.SWITCHOVER, EAST), Rule.TARGET_READY);
        assertRefused(new Given().ordered(RunKind.SWITCHOVER, NORTH), Rule.TARGET_READY);
    }

    @Test
    void a_failback_goes_home_and_only_there() {
        assertThat(new Given().active(WEST).ordered(RunKind.FAILBACK).decide()).isInstanceOf(Decision.FailBack.class);
        assertRefused(new Given().ordered(RunKind.FAILBACK), Rule.AWAY_FROM_HOME);
        assertRefused(
                new Given().in(EAST, WEST, NORTH).active(WEST).ordered(RunKind.FAILBACK, NORTH), Rule.TARGET_READY);
        var early = new Given().active(WEST).healthyFor(EAST, Duration.ofSeconds(30));
        assertRefused(early.ordered(RunKind.FAILBACK), Rule.HOME_STABLE);
        assertThat(early.ordered(RunKind.FAILBACK, Rule.HOME_STABLE).decide()).isInstanceOf(Decision.FailBack.class);
        assertThat(new Given()
                        .active(WEST)
                        .with(FailbackPolicy.Mode.MANUAL)
                        .ordered(RunKind.FAILBACK)
                        .decide())
                .isInstanceOf(Decision.FailBack.class);
    }

    @Test
    void a_run_under_way_is_only_replaced_by_force_or_by_a_failover_while_it_has_moved_nothing() {
        assertRefused(new Given().running(RunKind.SWITCHOVER, false).ordered(RunKind.SWITCHOVER), Rule.NO_RUN);
        assertRefused(new Given().down(EAST).running(RunKind.FAILOVER, true).ordered(RunKind.FAILOVER), Rule.NO_RUN);
        assertThat(new Given()
                        .down(EAST)
                        .running(RunKind.FAILOVER, true)
                        .ordered(RunKind.FAILOVER, Rule.NO_RUN)
                        .decide())
                .isInstanceOf(Decision.FailOver.class);
        assertThat(new Given()
                        .down(EAST)
                        .running(RunKind.SWITCHOVER, false)
                        .ordered(RunKind.FAILOVER)
                        .decide())
                .isInstanceOf(Decision.FailOver.class);
    }

    @Test
    void where_targets_disagree_a_person_may_say_where_all_of_them_shall_point() {
        assertRefused(new Given().activeUnknown().ordered(RunKind.FAILOVER, WEST), Rule.ACTIVE_KNOWN);
        var told = new Given().activeUnknown().ordered(RunKind.FAILOVER, WEST, Rule.ACTIVE_KNOWN);
        assertThat(told.decide()).isInstanceOfSatisfying(Decision.FailOver.class, d -> {
            assertThat(d.to()).isEqualTo(WEST);
            assertThat(d.from()).isEqualTo(EAST);
        });
        assertRefused(new Given().activeUnknown().ordered(RunKind.FAILOVER, Rule.ACTIVE_KNOWN), Rule.TARGET_READY);
        assertThat(new Given()
                        .activeUnknown()
                        .ordered(RunKind.SWITCHOVER, WEST, Rule.ACTIVE_KNOWN)
                        .decide())
                .isInstanceOf(Decision.Hold.class);
        assertThat(told.down(WEST).decide()).isInstanceOf(Decision.Hold.class);
    }

    @Test
    void a_target_that_was_left_behind_is_put_right_by_ordering_the_move_once_more() {
        assertRefused(new Given().active(WEST).ordered(RunKind.FAILOVER, WEST), Rule.ACTIVE_UNHEALTHY);
        assertThat(new Given()
                        .active(WEST)
                        .misplaced()
                        .ordered(RunKind.FAILOVER, WEST)
                        .decide())
                .isInstanceOfSatisfying(
                        Decision.FailOver.class, d -> assertThat(d.to()).isEqualTo(WEST));
    }

    @Test
    void nobody_orders_a_settle_run() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Order.Move(Shop.NAME, "kim", RunKind.SETTLE, Optional.empty(), Set.of(), "because"));
    }

    @Test
    void only_what_does_not_protect_the_traffic_can_be_overridden() {
        assertThat(Arrays.stream(Rule.values()).filter(Rule::overridable))
                .containsExactlyInAnyOrder(
                        Rule.ACTIVE_KNOWN,
                        Rule.NO_RUN,
                        Rule.ACTIVE_UNHEALTHY,
                        Rule.MODE_AUTOMATIC,
                        Rule.DWELL,
                        Rule.BUDGET,
                        Rule.DATA_LOSS,
                        Rule.HOME_STABLE,
                        Rule.CONVERGED,
                        Rule.WINDOW_OPEN);
    }

    private static void assertRefused(Given given, Rule rule) {
        var decision = given.decide();
        assertThat(decision).isInstanceOf(Decision.Hold.class);
        assertThat(decision.reason().blockedBy().map(RuleCheck::rule))
                .as(decision.reason().sentence())
                .contains(rule);
        assertThat(decision.reason().sentence()).startsWith("Refused: ");
    }
}

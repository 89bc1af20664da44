package dev.leeward.control;

import static dev.leeward.fixture.Shop.API;
import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.NORTH;
import static dev.leeward.fixture.Shop.WEST;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Order;
import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.fixture.World;
import dev.leeward.journal.Event;
import dev.leeward.probe.ProbeId;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Topology;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The main job, turn by turn in virtual time. */
final class FailoverStoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void a_dead_region_loses_its_traffic_within_seconds_and_gets_it_back_once_it_is_stable() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.show(EAST, Looks.REFUSED);
        var died = rig.now();
        assertThat(rig.run(MINUTE, () -> rig.world.at(WWW).answers().equals(WEST)))
                .isTrue();
        assertThat(Duration.between(died, rig.now())).isLessThan(Duration.ofSeconds(2));
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.state().active()).contains(WEST);
        assertThat(lastRun(rig).ending()).contains(Ending.SUCCEEDED);
        assertThat(rig.world.at(WWW).shortTtl()).isTrue();

        rig.world.show(EAST, Looks.OK);
        rig.run(Duration.ofMinutes(30));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
        assertThat(rig.world.at(WWW).shortTtl()).as("settled").isFalse();
        assertThat(rig.state().past()).extracting(RunbookRun::kind).contains(RunKind.FAILOVER, RunKind.FAILBACK);
        assertThat(rig.state().past()).allMatch(run -> run.ending().equals(Optional.of(Ending.SUCCEEDED)));
        assertThat(rig.state().alarms()).isEmpty();
        assertThat(pages(rig)).isEmpty();
    }

    @Test
    void both_regions_down_holds_and_pages_exactly_once() {
        var service = Shop.in(EAST, WEST);
        var news = Shop.probe(new ProbeId("reference/tcp-1"));
        var rig = calm(new Rig(new World(EAST, WWW), new Topology(List.of(service), List.of(news))));
        rig.world.show(EAST, Looks.REFUSED);
        rig.world.show(WEST, Looks.REFUSED);
        rig.run(Duration.ofMinutes(30));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
        assertThat(rig.world.changes()).isEmpty();
        assertThat(pages(rig)).containsExactly("no-region-ready");
    }

    @Test
    void two_dark_regions_without_references_hold_and_page_exactly_once() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.show(EAST, Looks.TIMED_OUT);
        rig.world.show(WEST, Looks.TIMED_OUT);
        rig.run(Duration.ofMinutes(30));
        assertThat(rig.world.changes()).isEmpty();
        assertThat(pages(rig)).containsExactly("active-unseen");
    }

    @Test
    void the_next_region_by_priority_takes_over_when_the_first_standby_is_down_too() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST, NORTH)));
        rig.world.show(WEST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(10));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(NORTH);
    }

    @Test
    void a_standby_that_has_just_begun_to_fail_is_not_failed_over_to_and_nobody_is_paged_for_that() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofMillis(450));
        rig.world.show(WEST, Looks.TIMED_OUT);
        rig.run(Duration.ofMillis(400));
        assertThat(rig.world.changes()).isEmpty();
        rig.world.show(WEST, Looks.OK);
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(pages(rig)).isEmpty();
    }

    @Test
    void one_of_two_targets_failing_ends_incomplete_without_steering_back() {
        var rig = calm(Rig.of(Shop.with(List.of(WWW, API), EAST, WEST)));
        rig.world.faults(a -> a.step().target().equals(Optional.of(API)) ? World.Fault.REJECTED : World.Fault.NONE);
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(MINUTE);
        assertThat(lastRun(rig).ending()).contains(Ending.INCOMPLETE);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(rig.world.at(API).answers()).isEqualTo(EAST);
        assertThat(rig.state().active()).contains(WEST);
        assertThat(pages(rig)).containsExactly("last-move-failed");
        rig.run(Duration.ofMinutes(5));
        assertThat(pages(rig)).as("said once").containsExactly("last-move-failed");
        assertThat(rig.state().drift()).containsKey(API);
    }

    @Test
    void a_planned_move_that_one_target_refuses_is_taken_back() {
        var rig = calm(Rig.of(Shop.with(List.of(WWW, API), EAST, WEST)));
        rig.world.faults(
                a -> a.step().kind() == StepKind.STEER && a.step().target().equals(Optional.of(API))
                        ? World.Fault.REJECTED
                        : World.Fault.NONE);
        var replies = rig.order(move(RunKind.SWITCHOVER), false);
        rig.run(Duration.ofMinutes(2));
        assertThat(replies).singleElement().matches(OrderReply::accepted);
        assertThat(lastRun(rig).ending()).contains(Ending.TAKEN_BACK);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
        assertThat(rig.state().active()).contains(EAST);
        rig.run(Duration.ofMinutes(10));
        assertThat(rig.world.at(WWW).shortTtl()).as("settled").isFalse();
    }

    @Test
    void a_planned_move_waits_for_caches_to_drain_and_a_restart_waits_only_for_what_is_left() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.order(move(RunKind.SWITCHOVER), false);
        rig.run(Duration.ofSeconds(20));
        assertThat(rig.world.at(WWW)).isEqualTo(new World.Stand(EAST, new Epoch(1), true));
        var begun = rig.now().minusSeconds(20);
        rig.crash();
        rig.run(MINUTE, () -> rig.world.at(WWW).answers().equals(WEST));
        assertThat(Duration.between(begun, rig.now())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(36));
    }

    @Test
    void a_region_that_dies_while_a_planned_move_drains_is_left_at_once() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.order(move(RunKind.SWITCHOVER), false);
        rig.run(Duration.ofSeconds(5));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(rig.state().past())
                .extracting(RunbookRun::kind)
                .containsExactly(RunKind.SWITCHOVER, RunKind.FAILOVER);
    }

    @Test
    void a_failover_supersedes_a_settle_run() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST, NORTH)));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(10));
        rig.world.faults(a -> a.run().kind() == RunKind.SETTLE ? World.Fault.UNTOUCHED : World.Fault.NONE);
        rig.run(Duration.ofMinutes(11), () -> rig.state().run().isPresent());
        assertThat(rig.state().run().orElseThrow().kind()).isEqualTo(RunKind.SETTLE);
        rig.run(Duration.ofMinutes(6));
        rig.world.show(WEST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(NORTH);
        assertThat(rig.state().past())
                .anyMatch(run -> run.kind() == RunKind.SETTLE && run.ending().equals(Optional.of(Ending.ABORTED)));
    }

    @Test
    void a_target_nobody_can_say_anything_about_is_read_before_anything_else_is_decided() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.faults(a -> a.step().kind() == StepKind.STEER ? World.Fault.UNCLEAR_NOT_DONE : World.Fault.NONE);
        rig.world.unreadable(true);
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofHours(2), () -> !rig.state().past().isEmpty());
        assertThat(lastRun(rig).ending()).contains(Ending.INCOMPLETE);
        assertThat(rig.state().active()).as("nobody knows").isEmpty();
        rig.world.faults(_ -> World.Fault.NONE);
        rig.world.unreadable(false);
        rig.run(Duration.ofMinutes(12));
        assertThat(rig.world.at(WWW).answers())
                .as("the outage is still on, so it is tried again")
                .isEqualTo(WEST);
        assertThat(rig.state().active()).contains(WEST);
    }

    @Test
    void an_attempt_that_never_reports_back_does_not_hold_the_run_for_ever() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.faults(
                a -> a.step().kind() == StepKind.STEER && a.attempt() == 1 ? World.Fault.SILENT : World.Fault.NONE);
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofMinutes(2));
        assertThat(lastRun(rig).ending()).contains(Ending.SUCCEEDED);
    }

    @Test
    void a_node_that_was_down_for_hours_in_the_middle_of_a_run_reads_back_and_ends_it() {
        var rig = calm(Rig.of(Shop.in(EAST, WEST)));
        rig.world.show(EAST, Looks.REFUSED);
        rig.crashAtEffect(e -> e instanceof Effect.Attempt a && a.step().kind() == StepKind.STEER);
        rig.run(Duration.ofSeconds(10), () -> rig.crashes() > 0);
        rig.crashAtEffect(_ -> false);
        rig.sleep(Duration.ofHours(3));
        rig.run(MINUTE);
        assertThat(lastRun(rig).ending()).contains(Ending.SUCCEEDED);
        assertThat(rig.state().past()).hasSize(1);
    }

    @Test
    void shadow_mode_decides_fully_and_touches_nothing() {
        var service = Shop.with(Shop.in(EAST, WEST), Shop.failover(FailoverPolicy.Mode.SHADOW));
        var rig = calm(Rig.of(service));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofMinutes(5));
        assertThat(rig.world.changes()).isEmpty();
        assertThat(rig.journal.events(Event.WouldHaveMoved.class)).hasSize(1);
        rig.world.show(EAST, Looks.OK);
        rig.run(MINUTE);
        assertThat(rig.journal.events(Event.ShadowEnded.class)).hasSize(1);
        assertThat(rig.journal.events(Event.RunStarted.class)).isEmpty();
    }

    @Test
    void the_budget_used_up_asks_a_person_and_an_approval_moves_the_traffic() {
        var none = new FailoverPolicy(
                FailoverPolicy.Mode.AUTOMATIC,
                Duration.ZERO,
                0,
                Duration.ofHours(24),
                Optional.empty(),
                Duration.ofMinutes(5));
        var service = Shop.with(Shop.with(Shop.in(EAST, WEST), none), Shop.failback(FailbackPolicy.Mode.APPROVAL));
        var rig = calm(Rig.of(service));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(MINUTE);
        assertThat(rig.world.changes()).isEmpty();
        assertThat(pages(rig)).containsExactly("failover-approval-needed");
        assertThat(rig.journal.events(Event.ApprovalAsked.class)).hasSize(1);
        var replies = rig.order(new Order.Approve(Shop.NAME, "kim"), false);
        rig.run(Duration.ofSeconds(5));
        assertThat(replies).singleElement().matches(OrderReply::accepted);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(lastRun(rig).automatic()).isFalse();
        rig.run(Duration.ofMinutes(1));
        rig.world.show(EAST, Looks.OK);
        rig.run(Duration.ofMinutes(5));
        assertThat(rig.state().asked().map(a -> a.proposal().kind())).contains(RunKind.FAILBACK);
        assertThat(rig.state().alarms()).containsKey("failback-approval-needed");
        rig.order(new Order.Approve(Shop.NAME, "kim"), false);
        rig.run(MINUTE);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
    }

    private static Rig calm(Rig rig) {
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.state().active()).isPresent();
        return rig;
    }

    private static Order.Move move(RunKind kind) {
        return new Order.Move(Shop.NAME, "kim", kind, Optional.empty(), Set.of(), "test");
    }

    private static RunbookRun lastRun(Rig rig) {
        return rig.state().past().getLast();
    }

    private static List<String> pages(Rig rig) {
        return rig.journal.events(Event.AlarmRaised.class).stream()
                .map(Event.AlarmRaised::alarm)
                .filter(alarm -> alarm.severity() == Alarm.Severity.PAGE)
                .map(Alarm::key)
                .toList();
    }
}

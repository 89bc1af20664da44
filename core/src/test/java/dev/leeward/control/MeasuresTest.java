package dev.leeward.control;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.WEST;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.fixture.World;
import dev.leeward.journal.Event;
import dev.leeward.lag.KeptTable;
import dev.leeward.measure.Measure;
import dev.leeward.measure.Measure.Kind;
import dev.leeward.measure.Measure.Occasion;
import dev.leeward.measure.Measure.OnFailure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Measures;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What moves do besides steering. */
final class MeasuresTest {
    private static final Measure FENCE = measure("fence", Kind.FENCE);
    private static final Measure CATCH_UP = measure("catch-up", Kind.CATCH_UP);
    private static final Measure SETTINGS = measure("settings", Kind.SETTINGS);
    private static final Measure FLOW = measure("flow", Kind.PROOF);
    private static final Measure WARM = measure("warm-cache", Kind.COMMAND);

    @Test
    void a_failover_fences_the_old_region_and_prepares_the_new_one_before_it_steers() {
        var rig = calm(shop(FENCE, SETTINGS, FLOW));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(10));
        assertThat(kinds(lastRun(rig)))
                .containsExactly(
                        StepKind.RECHECK,
                        StepKind.FENCE,
                        StepKind.PERFORM,
                        StepKind.PERFORM,
                        StepKind.STEER,
                        StepKind.VERIFY,
                        StepKind.PERFORM,
                        StepKind.NOTIFY);
        assertThat(rig.world.performed()).containsExactly("1-fence", "2-settings", "3-flow", "6-warm-cache");
        assertThat(lastRun(rig).ending()).contains(Ending.SUCCEEDED);
        assertThat(rig.world.fenced()).containsExactly(EAST);
        assertThat(rig.state().fences()).singleElement().matches(fence -> fence.is(FENCE.id(), EAST));
        assertThat(pages(rig)).isEmpty();
    }

    @Test
    void coming_home_closes_the_region_that_is_left_before_it_opens_home() {
        var rig = calm(shop(FENCE));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(10));
        rig.world.show(EAST, Looks.OK);
        rig.run(Duration.ofMinutes(30));
        assertThat(lastRun(rig).ending()).contains(Ending.SUCCEEDED);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
        assertThat(rig.world.fenced()).containsExactly(WEST);
        assertThat(rig.world.performed()).containsSubsequence("4-fence", "5-release/fence");
    }

    @Test
    void a_person_may_open_a_region_that_traffic_has_left() {
        var rig = calm(shop(FENCE));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.world.fenced()).containsExactly(EAST);
        rig.run(Duration.ofMinutes(1));
        var replies = rig.order(new Order.Release(Shop.NAME, "kim", EAST, "jobs run there"), false);
        rig.run(Duration.ofSeconds(10));
        assertThat(replies).singleElement().matches(OrderReply::accepted);
        assertThat(rig.world.fenced()).isEmpty();
        assertThat(rig.state().fences()).isEmpty();
        assertThat(rig.state().past().getLast())
                .matches(run -> run.kind() == RunKind.RELEASE)
                .matches(run -> run.ending().equals(Optional.of(Ending.SUCCEEDED)));
        assertThat(rig.state().active()).contains(WEST);
    }

    @Test
    void nobody_can_open_a_region_around_which_no_fence_stands() {
        var rig = calm(shop(FENCE));
        var replies = rig.order(new Order.Release(Shop.NAME, "kim", WEST, ""), false);
        rig.run(Duration.ofSeconds(1));
        assertThat(replies).singleElement().matches(reply -> !reply.accepted());
    }

    @Test
    void a_failover_goes_on_without_a_fence_that_cannot_be_raised_and_pages() {
        var rig = calm(shop(FENCE));
        rig.world.faults(step(StepKind.FENCE, World.Fault.UNTOUCHED));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(40));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(lastRun(rig).ending()).contains(Ending.SUCCEEDED);
        assertThat(rig.state().fences()).isEmpty();
        assertThat(pages(rig)).containsExactly("not-fenced:fence");
        assertThat(endings(rig)).containsExactly("every step done and verified, but not 1-fence");
    }

    @Test
    void a_fence_that_may_stand_counts_as_standing() {
        var rig = calm(shop(FENCE));
        rig.world.faults(step(StepKind.FENCE, World.Fault.UNCLEAR_NOT_DONE));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(40));
        assertThat(rig.state().fences()).isNotEmpty();
        assertThat(pages(rig)).containsExactly("not-fenced:fence");
    }

    @Test
    void a_planned_move_without_its_fence_is_not_made_and_the_old_region_stays_open() {
        var rig = calm(shop(FENCE));
        rig.world.faults(step(StepKind.FENCE, World.Fault.UNCLEAR_DONE));
        rig.order(switchover(), false);
        rig.run(Duration.ofMinutes(3));
        assertThat(lastRun(rig).ending()).contains(Ending.TAKEN_BACK);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
        assertThat(rig.world.fenced()).isEmpty();
        assertThat(rig.state().fences()).isEmpty();
    }

    @Test
    void users_are_not_sent_where_the_proof_fails_and_what_was_done_is_taken_back_the_last_first() {
        var rig = calm(shop(FENCE, SETTINGS, FLOW));
        rig.world.faults(a -> a.step().id().value().endsWith("-flow") ? World.Fault.REJECTED : World.Fault.NONE);
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(6));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
        assertThat(rig.world.performed())
                .startsWith("1-fence", "2-settings")
                .containsSubsequence("2-settings", "8-undo/settings", "9-release/fence");
        assertThat(rig.state().past().getFirst().ending()).contains(Ending.TAKEN_BACK);
        assertThat(rig.world.fenced()).isEmpty();
    }

    @Test
    void a_planned_move_waits_until_what_was_written_before_the_fence_is_there_and_gives_up_in_time() {
        var service = shop(FENCE, CATCH_UP)
                .keeping(List.of(KeptTable.unmeasured("orders", List.of(EAST, WEST), "nobody replicates it")));
        var rig = calm(service);
        rig.order(forced(), false);
        rig.run(Duration.ofMinutes(2));
        assertThat(lastRun(rig).ending()).contains(Ending.TAKEN_BACK);
        assertThat(rig.world.fenced()).isEmpty();
        assertThat(rig.journal.events(Event.TakingBack.class))
                .singleElement()
                .satisfies(back -> assertThat(back.why()).contains("has not caught up: orders: nobody replicates it"));
    }

    @Test
    void where_nothing_is_kept_there_is_nothing_to_wait_for() {
        var rig = calm(shop(FENCE, CATCH_UP));
        rig.order(switchover(), false);
        rig.run(Duration.ofMinutes(2));
        assertThat(lastRun(rig).ending()).contains(Ending.SUCCEEDED);
    }

    @Test
    void a_person_may_let_a_run_go_on_that_asks() {
        var rig = calm(shop(asking(FENCE)));
        rig.world.faults(step(StepKind.FENCE, World.Fault.UNTOUCHED));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofMinutes(5));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
        assertThat(pages(rig)).contains("run-asks");
        var replies = rig.order(new Order.Proceed(Shop.NAME, "kim", true), false);
        rig.run(Duration.ofSeconds(5));
        assertThat(replies).singleElement().matches(OrderReply::accepted);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(rig.state().alarms()).doesNotContainKey("run-asks").containsKey("not-fenced:fence");
    }

    @Test
    void a_person_may_end_a_run_that_asks() {
        var rig = calm(shop(asking(FENCE)));
        rig.world.faults(step(StepKind.FENCE, World.Fault.UNTOUCHED));
        rig.order(switchover(), false);
        rig.run(Duration.ofMinutes(3));
        assertThat(rig.state().run()).isPresent();
        rig.order(new Order.Proceed(Shop.NAME, "kim", false), false);
        rig.run(Duration.ofSeconds(5));
        assertThat(lastRun(rig).ending()).contains(Ending.ABORTED);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
    }

    @Test
    void nobody_can_let_a_run_go_on_that_does_not_ask() {
        var rig = calm(shop(FENCE));
        var replies = rig.order(new Order.Proceed(Shop.NAME, "kim", true), false);
        rig.run(Duration.ofSeconds(1));
        assertThat(replies).singleElement().matches(reply -> !reply.accepted());
    }

    @Test
    void a_fence_that_a_superseded_move_left_around_the_active_region_comes_down_by_itself() {
        var rig = calm(shop(plannedOnly(FENCE), asking(SETTINGS)));
        rig.world.faults(step(StepKind.PERFORM, World.Fault.UNTOUCHED));
        rig.order(switchover(), false);
        rig.run(Duration.ofMinutes(3));
        assertThat(rig.world.fenced()).containsExactly(EAST);
        // The planned move gives way to a failover, which does not fence, and is given up.
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofMinutes(1));
        assertThat(rig.state().run())
                .hasValueSatisfying(run -> assertThat(run.kind()).isEqualTo(RunKind.FAILOVER));
        rig.world.show(EAST, Looks.OK);
        rig.order(new Order.Proceed(Shop.NAME, "kim", false), false);
        rig.run(Duration.ofMinutes(1));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(EAST);
        assertThat(rig.world.fenced()).isEmpty();
        assertThat(rig.state().alarms()).doesNotContainKey("active-fenced");
    }

    @Test
    void a_fence_around_the_active_region_that_does_not_come_down_pages_and_is_tried_again() {
        var rig = calm(shop(FENCE, FLOW));
        rig.world.faults(a -> switch (a.step().kind()) {
            case RELEASE -> World.Fault.REJECTED;
            case PERFORM -> World.Fault.REJECTED;
            default -> World.Fault.NONE;
        });
        rig.order(switchover(), false);
        rig.run(Duration.ofMinutes(10));
        assertThat(rig.world.fenced()).containsExactly(EAST);
        assertThat(pages(rig)).contains("last-move-failed", "active-fenced");
        rig.world.faults(_ -> World.Fault.NONE);
        rig.run(Duration.ofMinutes(10));
        assertThat(rig.world.fenced()).isEmpty();
        assertThat(rig.state().alarms()).doesNotContainKey("active-fenced");
    }

    @Test
    void a_node_that_dies_after_any_effect_of_a_failover_leaves_the_same_in_the_end() {
        for (int effect = 1; effect < 12; effect++) {
            int at = effect;
            var rig = calm(shop(FENCE, SETTINGS, FLOW));
            rig.world.show(EAST, Looks.REFUSED);
            int before = rig.effects().size();
            rig.crashAtEffect(_ -> rig.crashes() == 0 && rig.effects().size() - before == at);
            rig.run(Duration.ofMinutes(2));
            assertThat(rig.world.at(WWW).answers()).as("effect %d", at).isEqualTo(WEST);
            assertThat(rig.world.fenced()).as("effect %d", at).containsExactly(EAST);
            assertThat(lastRun(rig).ending()).as("effect %d", at).contains(Ending.SUCCEEDED);
        }
    }

    private static Service shop(Measure... before) {
        return Shop.in(EAST, WEST).taking(new Measures(List.of(before), List.of(WARM)));
    }

    private static Measure measure(String name, Kind kind) {
        return new Measure(
                new MeasureId(name),
                kind,
                Occasion.MOVE,
                Duration.ofSeconds(20),
                3,
                Optional.empty(),
                kind != Kind.PROOF);
    }

    private static Measure asking(Measure m) {
        var ask = Optional.of(OnFailure.ASK);
        return new Measure(m.id(), m.kind(), m.occasion(), m.limit(), m.attempts(), ask, m.revocable());
    }

    private static Measure plannedOnly(Measure m) {
        return new Measure(m.id(), m.kind(), Occasion.PLANNED, m.limit(), m.attempts(), m.onFailure(), m.revocable());
    }

    private static Function<Effect.Attempt, World.Fault> step(StepKind kind, World.Fault fault) {
        Predicate<Effect.Attempt> is = attempt -> attempt.step().kind() == kind;
        return attempt -> is.test(attempt) ? fault : World.Fault.NONE;
    }

    private static Rig calm(Service service) {
        var rig = Rig.of(service);
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.state().active()).isPresent();
        return rig;
    }

    private static Order.Move switchover() {
        return new Order.Move(Shop.NAME, "kim", RunKind.SWITCHOVER, Optional.empty(), Set.of(), "test");
    }

    private static Order.Move forced() {
        var force = Set.of(Rule.CONVERGED);
        return new Order.Move(Shop.NAME, "kim", RunKind.SWITCHOVER, Optional.empty(), force, "test");
    }

    private static List<StepKind> kinds(RunbookRun run) {
        return run.steps().stream().map(p -> p.step().kind()).toList();
    }

    private static RunbookRun lastRun(Rig rig) {
        return rig.state().past().reversed().stream()
                .filter(run -> run.kind().movesTraffic())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> endings(Rig rig) {
        return rig.journal.events(Event.RunEnded.class).stream()
                .map(Event.RunEnded::summary)
                .toList();
    }

    private static List<String> pages(Rig rig) {
        return rig.journal.events(Event.AlarmRaised.class).stream()
                .map(Event.AlarmRaised::alarm)
                .filter(alarm -> alarm.severity() == Alarm.Severity.PAGE)
                .map(Alarm::key)
                .toList();
    }
}

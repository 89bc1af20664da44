package dev.leeward.testkit;

import static dev.leeward.testkit.ActuatorRig.AWAY;
import static dev.leeward.testkit.ActuatorRig.HOME;
import static dev.leeward.testkit.ActuatorRig.THIRD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.fault.FaultCode;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.Verification;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Actuator} and every fake of one does. A test of an actuator extends this class
 * and says how its rig is set up; behaviours that a rig cannot provoke are skipped.
 */
public abstract class ActuatorContract extends ActuatorScene {
    @Test
    void it_reads_what_stands_at_the_target() {
        Reading.Found found = read();
        assertThat(found.answers(endpointsOf(HOME))).as("%s", found).isTrue();
        assertThat(found.epoch()).isEqualTo(Epoch.NONE);
        assertThat(found.ttl()).isEqualTo(rig().ttl(TtlChoice.STEADY));
    }

    @Test
    void a_preflight_of_a_sound_target_finds_no_error_and_changes_nothing() {
        Reading.Found before = rig().standing();
        assertThat(rig().actuator().preflight(rig().limit()))
                .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        assertThat(rig().standing()).isEqualTo(before);
    }

    @Test
    void planning_changes_nothing_and_says_what_it_would_do() {
        Reading.Found before = rig().standing();
        SteeringPlan plan = ready(order(AWAY, 1));
        assertThat(plan.before()).isEqualTo(before);
        assertThat(plan.changes()).isNotEmpty();
        assertThat(rig().standing()).isEqualTo(before);
    }

    @Test
    void applying_moves_every_type_of_record_and_writes_the_epoch() {
        SteeringOrder order = order(AWAY, 7);
        assertThat(apply(ready(order))).isInstanceOf(Outcome.Applied.class);
        assertStands(order);
        assertThat(read()).isEqualTo(rig().standing());
    }

    @Test
    void what_stands_as_ordered_is_in_place() {
        SteeringOrder order = move(AWAY, 1);
        assertThat(plan(order)).isEqualTo(new Planned.InPlace(rig().standing()));
    }

    @Test
    void the_right_values_of_an_earlier_run_are_not_in_place_until_the_epoch_is_written() {
        move(AWAY, 1);
        SteeringOrder later = order(AWAY, 2);
        assertThat(apply(ready(later))).isInstanceOf(Outcome.Applied.class);
        assertStands(later);
    }

    @Test
    void a_plan_applied_twice_is_applied_once() {
        SteeringPlan plan = ready(order(AWAY, 1));
        assertThat(apply(plan)).isInstanceOf(Outcome.Applied.class);
        Reading.Found once = rig().standing();
        assertThat(apply(plan)).isInstanceOf(Outcome.Applied.class);
        assertThat(rig().standing()).isEqualTo(once);
    }

    @Test
    void traffic_comes_home_again() {
        move(AWAY, 1);
        assertStands(move(HOME, 2));
    }

    @Test
    void a_type_that_the_next_region_lacks_goes_and_comes_back() {
        assumeTrue(rig().endpoints().containsKey(THIRD), "no third region");
        assertStands(move(THIRD, 1));
        assertStands(move(AWAY, 2));
    }

    @Test
    void the_order_chooses_the_ttl() {
        assumeTrue(rig().ttl(TtlChoice.MOVING).isPresent(), "the target has no TTL");
        assertStands(move(AWAY, 1, TtlChoice.MOVING));
        assertThat(rig().standing().ttl()).isEqualTo(rig().ttl(TtlChoice.MOVING));
        assertStands(move(AWAY, 1, TtlChoice.STEADY));
        assertThat(rig().standing().ttl()).isEqualTo(rig().ttl(TtlChoice.STEADY));
    }

    @Test
    void a_lower_epoch_is_fenced_when_it_plans() {
        SteeringOrder winner = move(AWAY, 5);
        assertRefused(plan(order(HOME, 4)), FaultCode.FENCED);
        assertStands(winner);
    }

    @Test
    void a_lower_epoch_is_fenced_when_it_applies_a_plan_made_before_the_higher_one() {
        SteeringPlan late = ready(order(AWAY, 4));
        SteeringOrder winner = order(HOME, 5);
        assertThat(rig().second().apply(ready(rig().second(), winner), rig().limit()))
                .isInstanceOf(Outcome.Applied.class);
        assertUntouched(apply(late), FaultCode.FENCED);
        assertStands(winner);
    }

    @Test
    void the_same_epoch_goes_on_in_another_process() {
        SteeringOrder order = move(AWAY, 3);
        assertThat(rig().second().plan(order, rig().limit())).isEqualTo(new Planned.InPlace(rig().standing()));
        SteeringOrder next = order(HOME, 3);
        assertThat(rig().second().apply(ready(rig().second(), next), rig().limit()))
                .isInstanceOf(Outcome.Applied.class);
        assertStands(next);
    }

    @Test
    void a_change_that_a_crash_left_half_done_is_resumed() {
        assumeTrue(endpointsOf(HOME).byType().size() > 1, "one type of record only");
        SortedMap<RecordType, SortedSet<String>> mixed = endpointsOf(HOME).byType();
        var half = new TreeMap<>(mixed);
        half.put(RecordType.A, endpointsOf(AWAY).of(RecordType.A));
        rig().edit(half);
        assertStands(move(AWAY, 1));
    }

    @Test
    void a_plan_made_before_somebody_elses_edit_changes_nothing() {
        SteeringPlan plan = ready(order(AWAY, 1));
        rig().edit(foreign(RecordType.A));
        Reading.Found edited = rig().standing();
        assertUntouched(apply(plan), FaultCode.CONFLICT);
        assertThat(rig().standing()).isEqualTo(edited);
    }

    @Test
    void a_foreign_value_of_any_type_is_refused() {
        for (RecordType type : endpointsOf(HOME).byType().keySet()) {
            rig().edit(foreign(type));
            Reading.Found edited = rig().standing();
            assertRefused(plan(order(AWAY, 1)), FaultCode.FOREIGN);
            assertThat(rig().standing()).isEqualTo(edited);
        }
    }

    @Test
    void a_name_where_nothing_stands_is_created() {
        assumeTrue(rig().canStandEmpty(), "something always stands at this target");
        rig().edit(Collections.emptySortedMap());
        assertThat(read().values()).isEmpty();
        assertStands(move(AWAY, 1));
    }

    @Test
    void the_answer_is_never_empty_nor_unowned_on_the_way() {
        var watching = rig().watch();
        assumeTrue(watching.isPresent(), "states in between cannot be watched");
        try (ActuatorRig.StateWatch watch = watching.orElseThrow()) {
            move(AWAY, 1);
            if (rig().endpoints().containsKey(THIRD)) move(THIRD, 2);
            move(HOME, 3);
            assertThat(watch.seen()).isNotEmpty().allSatisfy(this::assertOwned);
        }
    }

    @Test
    void of_two_that_race_one_wins_whole() {
        assumeTrue(rig().atomic(), "a change is not one transaction here");
        for (int round = 0; round < 10; round++) {
            SteeringPlan first = ready(order(round % 2 == 0 ? AWAY : HOME, 2 * round + 1));
            SteeringPlan second = ready(rig().second(), order(round % 2 == 0 ? HOME : AWAY, 2 * round + 2));
            var racing = CompletableFuture.supplyAsync(() -> apply(first));
            Outcome last = rig().second().apply(second, rig().limit());
            Outcome other = racing.join();
            // Whoever is second finds the target changed; only one plan can rest on what stood there.
            assertThat(other instanceof Outcome.Applied ^ last instanceof Outcome.Applied)
                    .as("%s and %s", other, last)
                    .isTrue();
            assertStands(last instanceof Outcome.Applied ? second.order() : first.order());
        }
    }

    @Test
    void an_unreachable_target_is_unreadable_and_stays_untouched_within_the_limit() {
        SteeringPlan plan = ready(order(AWAY, 1));
        Reading.Found before = rig().standing();
        inject(ActuatorFault.UNREACHABLE);
        assertThat(timed(() -> rig().actuator().read(rig().shortLimit()))).isInstanceOf(Reading.Unreadable.class);
        assertThat(timed(() -> rig().actuator().plan(order(AWAY, 1), rig().shortLimit())))
                .isInstanceOf(Planned.Refused.class);
        assertThat(timed(() -> rig().actuator().apply(plan, rig().shortLimit())))
                .isInstanceOf(Outcome.Untouched.class);
        rig().heal();
        assertThat(rig().standing()).isEqualTo(before);
    }

    @Test
    void a_lost_reply_is_never_untouched_and_the_next_plan_finds_it_in_place() {
        SteeringOrder order = order(AWAY, 1);
        SteeringPlan plan = ready(order);
        inject(ActuatorFault.REPLY_LOST);
        assertThat(timed(() -> rig().actuator().apply(plan, rig().shortLimit())))
                .isInstanceOfAny(Outcome.Unknown.class, Outcome.Applied.class);
        rig().heal();
        assertThat(plan(order)).isInstanceOf(Planned.InPlace.class);
        assertStands(order);
    }

    @Test
    void a_lost_request_is_never_applied_and_can_be_repeated() {
        SteeringPlan plan = ready(order(AWAY, 1));
        Reading.Found before = rig().standing();
        inject(ActuatorFault.REQUEST_LOST);
        assertThat(timed(() -> rig().actuator().apply(plan, rig().shortLimit())))
                .isInstanceOfAny(Outcome.Unknown.class, Outcome.Untouched.class);
        rig().heal();
        assertThat(rig().standing()).isEqualTo(before);
        assertStands(move(AWAY, 1));
    }

    @Test
    void a_throttled_change_is_untouched_and_worth_repeating_or_applied_after_a_wait() {
        SteeringPlan plan = ready(order(AWAY, 1));
        Reading.Found before = rig().standing();
        inject(ActuatorFault.THROTTLED);
        Outcome outcome = timed(() -> rig().actuator().apply(plan, rig().shortLimit()));
        rig().heal();
        if (outcome instanceof Outcome.Untouched(var problem)) {
            assertThat(problem.code()).isIn(FaultCode.THROTTLED, FaultCode.UNAVAILABLE);
            assertThat(problem.retryable()).isTrue();
            assertThat(rig().standing()).isEqualTo(before);
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        }
        assertStands(move(AWAY, 1));
    }

    @Test
    void a_change_that_stopped_half_way_is_unknown_and_is_resumed_by_another_process() {
        SteeringPlan plan = ready(order(AWAY, 1));
        inject(ActuatorFault.HALF_DONE);
        assertThat(timed(() -> rig().actuator().apply(plan, rig().shortLimit())))
                .isInstanceOf(Outcome.Unknown.class);
        rig().heal();
        assertOwned(rig().standing().values());
        SteeringOrder again = order(AWAY, 1);
        assertThat(rig().second().apply(ready(rig().second(), again), rig().limit()))
                .isInstanceOf(Outcome.Applied.class);
        assertStands(again);
    }

    @Test
    void what_was_not_moved_is_not_proven() {
        var notYet = verify(order(AWAY, 1), Verification.NotYet.class);
        assertThat(notYet.witnesses()).noneMatch(w -> w.state() == Verification.State.CURRENT);
    }

    @Test
    void a_change_is_proven_by_everybody_who_answers_for_the_target() {
        var proven = verify(move(AWAY, 1), Verification.Proven.class);
        assertThat(proven.witnesses())
                .hasSizeGreaterThanOrEqualTo(rig().witnesses())
                .allMatch(w -> w.state() == Verification.State.CURRENT);
    }

    @Test
    void a_change_is_not_proven_while_a_witness_is_late() {
        inject(ActuatorFault.LATE_WITNESS);
        SteeringOrder order = move(AWAY, 1);
        var notYet = timed(() -> rig().actuator().verify(order, rig().shortLimit()));
        assertThat(notYet).isInstanceOf(Verification.NotYet.class);
        assertThat(((Verification.NotYet) notYet).witnesses()).anyMatch(w -> w.state() != Verification.State.CURRENT);
        rig().heal();
        assertThat(verify(order, Verification.Proven.class)).isInstanceOf(Verification.Proven.class);
    }
}

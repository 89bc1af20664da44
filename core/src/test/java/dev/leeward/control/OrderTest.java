package dev.leeward.control;

import static dev.leeward.fixture.Shop.API;
import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.NORTH;
import static dev.leeward.fixture.Shop.WEST;
import static dev.leeward.fixture.Shop.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Rig;
import dev.leeward.fixture.Shop;
import dev.leeward.fixture.World;
import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What persons order: accepted or refused rule by rule, journaled, and stronger than automation (S15). */
final class OrderTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rig rig = Rig.of(Shop.in(EAST, WEST));

    @Test
    void an_accepted_order_names_its_run_and_its_plan() {
        calm();
        var reply = order(Orders.switchover());
        assertThat(reply.accepted()).isTrue();
        assertThat(reply.run()).isPresent();
        assertThat(reply.plan()).startsWith("0-recheck", "1-lower-ttl/fake:www", "2-drain");
        rig.run(MINUTE);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(rig.journal.events(Event.OrderAccepted.class)).hasSize(1);
        assertThat(rig.state().past().getFirst().automatic()).isFalse();
    }

    @Test
    void a_refused_order_is_journaled_with_its_reason_and_moves_nothing() {
        calm();
        var reply = order(Orders.move(RunKind.FAILOVER));
        assertThat(reply.accepted()).isFalse();
        assertThat(reply.reason().blockedBy().orElseThrow().rule()).isEqualTo(Rule.ACTIVE_UNHEALTHY);
        assertThat(rig.journal.events(Event.OrderRefused.class)).hasSize(1);
        rig.run(MINUTE);
        assertThat(rig.world.changes()).isEmpty();
    }

    @Test
    void a_dry_run_says_what_would_happen_and_journals_nothing() {
        calm();
        var before = rig.journal.lastSequence();
        for (var order : List.of(
                Orders.switchover(),
                Orders.move(RunKind.FAILOVER),
                Orders.pause(MINUTE),
                Orders.resume(),
                Orders.approve())) {
            var replies = rig.order(order, true);
            rig.run(Duration.ofMillis(600));
            assertThat(replies).hasSize(1);
        }
        assertThat(rig.journal.lastSequence()).isEqualTo(before);
    }

    @Test
    void force_is_named_and_journaled() {
        calm();
        var reply = order(Orders.move(RunKind.FAILOVER, Rule.ACTIVE_UNHEALTHY, Rule.NO_RUN));
        assertThat(reply.accepted()).isTrue();
        assertThat(rig.journal.events(Event.RunStarted.class).getFirst().overridden())
                .containsExactly(Rule.ACTIVE_UNHEALTHY);
    }

    @Test
    void force_cannot_name_what_protects_the_traffic() {
        calm();
        var reply = order(Orders.move(RunKind.FAILOVER, Rule.TARGET_READY));
        assertThat(reply.accepted()).isFalse();
        assertThat(reply.reason().sentence()).contains("cannot be overridden");
    }

    @Test
    void there_is_nothing_to_order_about_a_service_that_is_not_there() {
        calm();
        var reply = order(new Order.Resume(new ServiceName("other"), "kim"));
        assertThat(reply.accepted()).isFalse();
        assertThat(reply.reason().sentence()).contains("no service other");
    }

    @Test
    void a_pause_stops_automatic_effects_within_one_turn_survives_a_restart_and_expires() {
        calm();
        assertThat(order(Orders.pause(Duration.ofMinutes(5))).accepted()).isTrue();
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(MINUTE);
        rig.crash();
        rig.run(MINUTE);
        assertThat(rig.state().pause()).isPresent();
        assertThat(rig.world.changes()).isEmpty();
        assertThat(raised()).containsExactly("failover-held");
        rig.run(Duration.ofMinutes(4));
        assertThat(rig.journal.events(Event.Resumed.class).getFirst().by()).isEqualTo("expiry");
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
    }

    @Test
    void a_pause_in_the_middle_of_an_automatic_run_pages_and_the_run_goes_on_after_it() {
        var two = Rig.of(Shop.with(List.of(WWW, API), EAST, WEST));
        two.run(Duration.ofSeconds(5));
        two.world.faults(a -> a.step().target().equals(Optional.of(API)) ? World.Fault.UNTOUCHED : World.Fault.NONE);
        two.world.show(EAST, Looks.REFUSED);
        two.run(Duration.ofSeconds(5));
        two.order(Orders.pause(Duration.ofHours(2)), false);
        two.run(Duration.ofSeconds(1));
        two.world.faults(_ -> World.Fault.NONE);
        int changes = two.world.changes().size();
        two.run(Duration.ofMinutes(100));
        assertThat(two.world.changes()).as("not a single effect").hasSize(changes);
        assertThat(two.state().run()).as("nor is it given up").isPresent();
        assertThat(two.state().alarms()).containsKey("run-paused");
        two.order(Orders.resume(), false);
        two.run(MINUTE);
        assertThat(two.world.at(API).answers()).isEqualTo(WEST);
        assertThat(two.state().past().getLast().ending()).contains(Ending.SUCCEEDED);
    }

    @Test
    void a_person_moves_traffic_during_a_pause_and_nobody_is_paged_for_it() {
        calm();
        order(Orders.pause(Duration.ofHours(1)));
        order(Orders.switchover());
        rig.run(MINUTE);
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(raised()).isEmpty();
    }

    @Test
    void a_pause_is_never_for_good() {
        calm();
        assertThat(order(Orders.pause(Duration.ofDays(8))).accepted()).isFalse();
        assertThat(order(Orders.pause(Duration.ZERO)).accepted()).isFalse();
        assertThat(order(Orders.resume()).accepted()).isFalse();
    }

    @Test
    void a_resume_ends_the_pause() {
        calm();
        order(Orders.pause(Duration.ofHours(1)));
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(MINUTE);
        assertThat(order(Orders.resume()).accepted()).isTrue();
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
    }

    @Test
    void nothing_is_approved_that_nobody_asked_for_nor_anything_else_than_was() {
        var service = Shop.with(Shop.in(EAST, WEST, NORTH), Shop.failover(FailoverPolicy.Mode.APPROVAL));
        var asking = Rig.of(service);
        asking.run(Duration.ofSeconds(5));
        var early = asking.order(Orders.approve(), false);
        asking.run(Duration.ofSeconds(1));
        assertThat(early.getFirst().accepted()).isFalse();
        asking.world.show(EAST, Looks.REFUSED);
        asking.run(Duration.ofSeconds(10));
        assertThat(asking.state().asked().orElseThrow().proposal().to()).isEqualTo(WEST);
        asking.world.show(WEST, Looks.REFUSED);
        asking.run(Duration.ofSeconds(10));
        assertThat(asking.state().asked().orElseThrow().proposal().to()).isEqualTo(NORTH);
        assertThat(asking.journal.events(Event.ApprovalLapsed.class)).hasSize(1);
        asking.order(Orders.approve(), false);
        asking.run(Duration.ofSeconds(5));
        assertThat(asking.world.at(WWW).answers()).isEqualTo(NORTH);
    }

    @Test
    void what_was_asked_stands_over_a_hiccup_of_the_standby_and_over_a_restart() {
        var asking = Rig.of(Shop.with(Shop.in(EAST, WEST), Shop.failover(FailoverPolicy.Mode.APPROVAL)));
        asking.run(Duration.ofSeconds(5));
        asking.world.show(EAST, Looks.REFUSED);
        asking.run(Duration.ofSeconds(10));
        for (int i = 0; i < 5; i++) {
            asking.world.show(WEST, Looks.TIMED_OUT);
            asking.run(Duration.ofMillis(500));
            asking.world.show(WEST, Looks.OK);
            asking.run(Duration.ofSeconds(5));
        }
        asking.crash();
        asking.run(Duration.ofSeconds(20));
        assertThat(asking.journal.events(Event.ApprovalAsked.class)).hasSize(1);
        assertThat(asking.journal.events(Event.AlarmRaised.class)).hasSize(1);
    }

    @Test
    void an_order_with_force_replaces_the_run_under_way() {
        calm();
        rig.world.faults(
                a -> a.step().kind() == StepKind.STEER && a.run().epoch().value() == 1
                        ? World.Fault.UNCLEAR_NOT_DONE
                        : World.Fault.NONE);
        rig.world.show(EAST, Looks.REFUSED);
        rig.run(Duration.ofSeconds(10));
        assertThat(order(Orders.move(RunKind.FAILOVER)).accepted()).isFalse();
        assertThat(order(Orders.move(RunKind.FAILOVER, Rule.NO_RUN)).accepted()).isTrue();
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.world.at(WWW).answers()).isEqualTo(WEST);
        assertThat(rig.state().past())
                .extracting(run -> run.ending().orElseThrow())
                .containsExactly(Ending.INCOMPLETE, Ending.SUCCEEDED);
        assertThat(raised()).as("the new run mended it").isEmpty();
    }

    private void calm() {
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.state().active()).contains(EAST);
    }

    private OrderReply order(Order order) {
        var replies = rig.order(order, false);
        rig.run(Duration.ofMillis(600));
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    private List<String> raised() {
        return rig.journal.events(Event.AlarmRaised.class).stream()
                .map(e -> e.alarm().key())
                .toList();
    }
}

package dev.leeward.steering.route53;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.route53.Fault;
import dev.leeward.emulator.route53.Operation;
import dev.leeward.emulator.route53.RecordSet;
import dev.leeward.emulator.route53.Route53Emulator;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.testkit.ActuatorRig;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a change when its answer is late, lost, wrong or an error. */
final class LostAnswersTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Route53Rig rig = new Route53Rig(
            RecordLayout.SIMPLE,
            Map.of(
                    ActuatorRig.HOME,
                    Endpoints.of(RecordType.A, "192.0.2.1"),
                    ActuatorRig.AWAY,
                    Endpoints.of(RecordType.CNAME, "shop.eu.example.org")));

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void addresses_give_way_to_a_cname_and_come_back_without_a_moment_of_nothing() {
        assertThat(rig.actuator().apply(away(1), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(rig.standing().values()).containsOnlyKeys(RecordType.CNAME);
        assertThat(rig.actuator().apply(plan(order(ActuatorRig.HOME, 2)), LIMIT))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(rig.standing().values()).containsOnlyKeys(RecordType.A);
        assertThat(rig.authority.seen()).noneMatch(Map::isEmpty);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DONE_THEN_ERROR", "DONE_THEN_GARBLED", "DONE_THEN_CUT", "DONE_THEN_STALLED"})
    void a_change_that_was_made_is_recognised_by_reading_back(Fault fault) {
        SteeringPlan plan = away(1);
        rig.emulator.next(Operation.CHANGE, fault);
        Outcome outcome = rig.actuator().apply(plan, SHORT);
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        assertThat(((Outcome.Applied) outcome).evidence()).contains("read back");
        assertThat(rig.standing().epoch()).isEqualTo(new Epoch(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAVAILABLE", "STALLED"})
    void a_change_of_which_nothing_is_seen_may_still_be_on_its_way(Fault fault) {
        SteeringPlan plan = away(1);
        rig.emulator.next(Operation.CHANGE, fault);
        assertThat(rig.actuator().apply(plan, SHORT)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void when_reading_back_fails_too_the_outcome_is_unknown() {
        SteeringPlan plan = away(1);
        rig.emulator.next(Operation.CHANGE, Fault.DONE_THEN_ERROR);
        rig.emulator.beforeNextChange(zone -> rig.emulator.outage(Fault.UNAVAILABLE));
        assertThat(rig.actuator().apply(plan, SHORT)).isInstanceOf(Outcome.Unknown.class);
        assertThat(rig.standing().epoch()).isEqualTo(new Epoch(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"THROTTLING", "PRIOR_REQUEST_NOT_COMPLETE", "ACCESS_DENIED", "EXPIRED_TOKEN"})
    void a_refusal_changes_nothing_for_certain(Fault fault) {
        Problem problem = untouched(fault);
        assertThat(problem.code())
                .isEqualTo(
                        switch (fault) {
                            case THROTTLING -> FaultCode.THROTTLED;
                            case PRIOR_REQUEST_NOT_COMPLETE -> FaultCode.UNAVAILABLE;
                            case ACCESS_DENIED -> FaultCode.FORBIDDEN;
                            default -> FaultCode.UNAUTHENTICATED;
                        });
        boolean passes = fault == Fault.THROTTLING || fault == Fault.PRIOR_REQUEST_NOT_COMPLETE;
        assertThat(problem.retryable()).isEqualTo(passes);
        assertThat(problem.retryAfter().isPresent()).isEqualTo(passes);
        assertThat(rig.emulator.calls())
                .filteredOn(call -> call.operation() == Operation.CHANGE)
                .as("the SDK does not try again by itself")
                .hasSize(1);
    }

    private Problem untouched(Fault fault) {
        SteeringPlan plan = away(1);
        Reading.Found before = rig.standing();
        rig.emulator.next(Operation.CHANGE, fault);
        Outcome outcome = rig.actuator().apply(plan, LIMIT);
        assertThat(outcome).isInstanceOf(Outcome.Untouched.class);
        assertThat(rig.standing()).isEqualTo(before);
        return ((Outcome.Untouched) outcome).problem();
    }

    @Test
    void an_edit_between_the_look_and_the_write_makes_the_whole_batch_fail() {
        SteeringPlan plan = away(1);
        rig.emulator.beforeNextChange(zone -> zone.put(RecordSet.simple(Route53Rig.NAME, "A", 60, "192.0.2.66")));
        Outcome outcome = rig.actuator().apply(plan, LIMIT);
        assertThat(outcome).isInstanceOf(Outcome.Untouched.class);
        assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(FaultCode.CONFLICT);
        assertThat(rig.standing().epoch()).isEqualTo(Epoch.NONE);
    }

    @Test
    void a_changed_ttl_alone_is_a_conflict_too() {
        SteeringPlan plan = away(1);
        rig.emulator.beforeNextChange(zone -> zone.put(RecordSet.simple(Route53Rig.NAME, "A", 61, "192.0.2.1")));
        Outcome outcome = rig.actuator().apply(plan, LIMIT);
        assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(FaultCode.CONFLICT);
    }

    @Test
    void a_later_run_between_the_look_and_the_write_fences_this_one() {
        SteeringPlan late = away(4);
        rig.emulator.beforeNextChange(
                zone -> zone.put(RecordSet.simple(Route53Rig.MARK, "TXT", 60, "\"v=leeward1 epoch=5 op=run-5\"")));
        Outcome outcome = rig.actuator().apply(late, LIMIT);
        assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(FaultCode.FENCED);
        assertThat(rig.standing().values()).containsOnlyKeys(RecordType.A);
    }

    @Test
    void a_mark_that_is_not_ours_is_left_alone() {
        rig.zone.put(RecordSet.simple(Route53Rig.MARK, "TXT", 60, "\"somebody else\""));
        assertThat(rig.actuator().read(LIMIT)).isInstanceOf(Reading.Unreadable.class);
        Planned planned = rig.actuator().plan(order(ActuatorRig.AWAY, 1), LIMIT);
        assertThat(((Planned.Refused) planned).problem().code()).isEqualTo(FaultCode.FOREIGN);
    }

    @Test
    void the_comment_of_a_change_carries_the_operation() {
        assertThat(rig.actuator().apply(away(1), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(rig.emulator.calls())
                .contains(new Route53Emulator.Call(Operation.CHANGE, "leeward run-1/steer epoch 1"));
    }

    @Test
    void the_change_is_followed_until_every_server_has_it() {
        rig.emulator.pendingPolls(4);
        var ticker = new SkippingTicker();
        try (Actuator actuator = rig.actuator(rig.target(rig.emulator.endpoint()), ticker)) {
            Outcome outcome = actuator.apply(away(1), LIMIT);
            assertThat(((Outcome.Applied) outcome).evidence()).matches("change C\\d+EMULATED is INSYNC");
            // 0.5, 1, 2 and 4 seconds between five looks
            assertThat(ticker.nanos()).isEqualTo(Duration.ofMillis(7_500).toNanos());
        }
    }

    @Test
    void an_accepted_change_is_applied_even_if_the_servers_take_longer_than_the_limit() {
        rig.emulator.pendingPolls(1_000);
        var ticker = new SkippingTicker();
        try (Actuator actuator = rig.actuator(rig.target(rig.emulator.endpoint()), ticker)) {
            Outcome outcome = actuator.apply(away(1), LIMIT);
            assertThat(((Outcome.Applied) outcome).evidence()).contains("is accepted and still PENDING");
            assertThat(ticker.nanos()).isLessThanOrEqualTo(LIMIT.toNanos());
        }
    }

    @Test
    void a_refused_connection_leaves_everything_untouched() {
        SteeringPlan plan = away(1);
        try (Actuator nobody = rig.actuator(URI.create("http://127.0.0.1:" + Ports.free()))) {
            Outcome outcome = nobody.apply(plan, SHORT);
            assertThat(outcome).isInstanceOf(Outcome.Untouched.class);
            assertThat(((Outcome.Untouched) outcome).problem().code()).isEqualTo(FaultCode.UNREACHABLE);
        }
    }

    private SteeringPlan away(long epoch) {
        return plan(order(ActuatorRig.AWAY, epoch));
    }

    private SteeringPlan plan(SteeringOrder order) {
        Planned planned = rig.actuator().plan(order, LIMIT);
        assertThat(planned).isInstanceOf(Planned.Ready.class);
        return ((Planned.Ready) planned).plan();
    }

    private SteeringOrder order(RegionName to, long epoch) {
        return new SteeringOrder(
                ActuatorRig.SERVICE,
                to,
                rig.endpoints(),
                TtlChoice.MOVING,
                new Epoch(epoch),
                "run-" + epoch + "/steer");
    }
}

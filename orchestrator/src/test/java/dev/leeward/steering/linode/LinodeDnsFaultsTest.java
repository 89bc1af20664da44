package dev.leeward.steering.linode;

import static dev.leeward.testkit.ActuatorRig.AWAY;
import static dev.leeward.testkit.ActuatorRig.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.emulator.linode.LinodeFault;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringPlan;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a call can go wrong, and the one outcome that is true then. */
class LinodeDnsFaultsTest extends LinodeScene {
    /** Long enough to look again after half of it was lost in waiting. */
    private static final Duration LOSING = Duration.ofSeconds(5);

    private final SteeringOrder away = order(AWAY, 1);

    /** Whoever answers like this did nothing, whichever call it was. */
    static Stream<Arguments> certainRefusals() {
        return Stream.of(
                Arguments.of(LinodeFault.throttled(Duration.ofSeconds(7)), FaultCode.THROTTLED, true),
                Arguments.of(LinodeFault.unavailable(true), FaultCode.UNAVAILABLE, false),
                Arguments.of(LinodeFault.busy(), FaultCode.UNAVAILABLE, true),
                Arguments.of(LinodeFault.invalidToken(), FaultCode.UNAUTHENTICATED, false),
                Arguments.of(
                        LinodeFault.refused(401, "Your OAuth token is not authorized to use this endpoint."),
                        FaultCode.FORBIDDEN,
                        false),
                Arguments.of(LinodeFault.refused(403, "Unauthorized"), FaultCode.FORBIDDEN, false),
                Arguments.of(LinodeFault.refused(400, "Invalid IPv4 address"), FaultCode.REJECTED, false),
                Arguments.of(LinodeFault.refused(302, "elsewhere"), FaultCode.REJECTED, false));
    }

    @ParameterizedTest
    @MethodSource("certainRefusals")
    void a_first_write_that_is_refused_leaves_all_untouched(LinodeFault fault, FaultCode code, boolean retryable) {
        SteeringPlan plan = ready(away);
        Reading.Found before = rig.standing();
        rig.api.faults().next(LinodeCall.CREATE_RECORD, fault);

        Problem problem = untouched(apply(plan), code);

        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(rig.standing()).isEqualTo(before);
        assertThat(writes()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("certainRefusals")
    void a_refusal_after_the_mark_is_half_a_change(LinodeFault fault, FaultCode code, boolean retryable) {
        SteeringPlan plan = ready(away);
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, fault);

        assertThat(unknown(apply(plan), code).retryable()).isEqualTo(retryable);

        assertThat(rig.standing().values()).isEqualTo(plan.before().values());
        assertThat(rig.standing().epoch()).isEqualTo(away.epoch());
        move(away);
    }

    @ParameterizedTest
    @MethodSource("certainRefusals")
    void a_read_that_is_refused_is_no_empty_reading(LinodeFault fault, FaultCode code, boolean retryable) {
        rig.api.faults().always(LinodeCall.LIST_RECORDS, fault);

        Reading reading = rig.actuator().read(LIMIT);

        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable) reading).problem().code()).isEqualTo(code);
        refused(rig.actuator().plan(away, LIMIT), code);
    }

    @Test
    void the_wait_that_linode_asks_for_is_passed_on() {
        SteeringPlan plan = ready(away);
        rig.api.faults().always(LinodeFault.throttled(Duration.ofSeconds(7)));

        assertThat(untouched(apply(plan), FaultCode.THROTTLED).retryAfter()).hasValue(Duration.ofSeconds(7));
    }

    @Test
    void the_rate_limit_itself_is_respected() {
        SteeringPlan plan = ready(away);
        rig.api.limitRate(0);

        assertThat(untouched(apply(plan), FaultCode.THROTTLED).retryAfter()).isPresent();
    }

    /** Whoever answers like this, or not at all, may have done it: here it was done. */
    static Stream<LinodeFault> landed() {
        return Stream.of(
                LinodeFault.applyThenTimeOut(),
                new LinodeFault.Break(true),
                new LinodeFault.Half(),
                LinodeFault.badGateway(true),
                new LinodeFault.Answer(true, 200, Map.of(), "application/json", "{\"data\":{}}"),
                new LinodeFault.Answer(true, 200, Map.of(), "text/plain", "fine"));
    }

    @ParameterizedTest
    @MethodSource("landed")
    void a_write_that_landed_without_an_answer_is_seen_and_the_change_goes_on(LinodeFault fault) {
        SteeringPlan plan = ready(away);
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, fault);

        assertThat(rig.actuator().apply(plan, LOSING)).isInstanceOf(Outcome.Applied.class);

        assertThat(rig.standing().answers(away.desired())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("landed")
    void a_mark_that_landed_without_an_answer_is_seen_and_not_added_twice(LinodeFault fault) {
        SteeringPlan plan = ready(away);
        rig.api.faults().next(LinodeCall.CREATE_RECORD, fault);

        assertThat(rig.actuator().apply(plan, LOSING)).isInstanceOf(Outcome.Applied.class);

        assertThat(rig.marks()).containsExactly(1L);
    }

    /** Whoever answers like this, or not at all, may still do it: here it was not done. */
    static Stream<Arguments> lost() {
        return Stream.of(
                Arguments.of(LinodeFault.timeOutBeforeApply(), FaultCode.TIMED_OUT),
                Arguments.of(new LinodeFault.Break(false), FaultCode.UNAVAILABLE),
                Arguments.of(LinodeFault.badGateway(false), FaultCode.UNAVAILABLE),
                Arguments.of(LinodeFault.unavailable(false), FaultCode.UNAVAILABLE),
                Arguments.of(LinodeFault.refused(408, "Request timeout"), FaultCode.TIMED_OUT));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void a_write_that_does_not_show_stays_unknown_and_is_not_repeated(LinodeFault fault, FaultCode code) {
        SteeringPlan plan = ready(away);
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, fault);

        assertThat(unknown(rig.actuator().apply(plan, LOSING), code).retryable())
                .isTrue();

        assertThat(rig.api.calls(LinodeCall.UPDATE_RECORD)).isEqualTo(1);
        assertThat(rig.standing().values()).isEqualTo(plan.before().values());
        move(away);
    }

    @Test
    void the_second_of_two_calls_lost_is_resumed_by_the_next_plan() {
        SteeringPlan plan = ready(away);
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, new LinodeFault.Meanwhile(() -> {}));
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, LinodeFault.badGateway(false));

        unknown(apply(plan), FaultCode.UNAVAILABLE);
        SteeringPlan rest = ready(away);

        assertThat(rest.changes()).singleElement().asString().contains("AAAA");
        assertThat(apply(rest)).isInstanceOf(Outcome.Applied.class);
        assertThat(rig.standing().answers(away.desired())).isTrue();
    }

    @Test
    void the_first_plan_also_finishes_what_it_left_half_done() {
        SteeringPlan plan = ready(away);
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, new LinodeFault.Meanwhile(() -> {}));
        rig.api.faults().next(LinodeCall.UPDATE_RECORD, LinodeFault.badGateway(false));
        unknown(apply(plan), FaultCode.UNAVAILABLE);

        assertThat(apply(plan)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void a_stale_list_after_the_writes_is_looked_at_again() {
        SteeringPlan plan = ready(away);
        rig.api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Meanwhile(() -> {}));
        rig.api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Stale());
        rig.api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Meanwhile(() -> {}));
        rig.api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Stale());

        assertThat(apply(plan)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void a_list_that_stays_stale_proves_nothing() {
        SteeringPlan plan = ready(away);
        rig.api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Meanwhile(() -> {}));
        rig.api.faults().always(LinodeCall.LIST_RECORDS, new LinodeFault.Stale());

        unknown(apply(plan), FaultCode.CONFLICT);

        assertThat(rig.api.calls(LinodeCall.UPDATE_RECORD)).isZero();
    }

    @Test
    void a_lost_ttl_of_a_new_record_is_corrected() {
        rig.edit(Collections.emptySortedMap());
        rig.api.forgetTtlOnCreate(true);

        move(away);

        assertThat(rig.standing().ttl()).hasValue(Duration.ofSeconds(30));
        assertThat(rig.api.calls(LinodeCall.UPDATE_RECORD)).isEqualTo(2);
    }

    @Test
    void half_a_list_is_unreadable_not_empty() {
        rig.api.faults().next(LinodeCall.LIST_RECORDS, new LinodeFault.Half());

        assertThat(rig.actuator().read(LIMIT)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void a_silent_api_costs_no_more_than_the_limit() {
        rig.actuator().read(LIMIT);
        rig.api.faults().always(LinodeFault.timeOutBeforeApply());
        long start = System.nanoTime();

        assertThat(rig.actuator().read(SHORT)).isInstanceOf(Reading.Unreadable.class);
        assertThat(rig.actuator().plan(away, SHORT)).isInstanceOf(Planned.Refused.class);
        assertThat(rig.actuator().preflight(SHORT))
                .anyMatch(each -> each.severity() == Finding.Severity.ERROR && each.code() == FaultCode.TIMED_OUT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void without_time_nothing_is_sent() {
        SteeringPlan plan = ready(away);
        int before = rig.api.requests().size();

        untouched(rig.actuator().apply(plan, Duration.ZERO), FaultCode.TIMED_OUT);

        assertThat(rig.api.requests()).hasSize(before);
    }

    @Test
    void a_deleted_domain_is_not_found_and_its_successor_is() {
        assertThat(rig.actuator().read(LIMIT)).isInstanceOf(Reading.Found.class);
        rig.api.removeDomain(rig.domain);
        assertThat(rig.actuator().read(LIMIT)).isInstanceOf(Reading.Unreadable.class);

        rig.api.addDomain("example.com", 300);

        assertThat(rig.actuator().read(LIMIT)).isInstanceOf(Reading.Found.class);
    }

    @Test
    void an_empty_token_is_not_sent() {
        int before = rig.api.requests().size();
        try (LinodeDnsActuator actuator = rig.newActuator(" ")) {
            Reading reading = actuator.read(LIMIT);
            assertThat(((Reading.Unreadable) reading).problem().code()).isEqualTo(FaultCode.UNAUTHENTICATED);
        }
        assertThat(rig.api.requests()).hasSize(before);
    }

    @Test
    void no_problem_shows_the_token() {
        try (LinodeDnsActuator actuator = rig.newActuator("secret-of-somebody")) {
            assertThat(actuator.read(LIMIT).toString())
                    .contains("UNAUTHENTICATED")
                    .doesNotContain("secret-of-somebody");
            assertThat(rig.target("secret-of-somebody").toString()).doesNotContain("secret-of-somebody");
        }
    }

    @Test
    void coming_home_is_an_ordinary_move() {
        move(away);
        move(order(HOME, 2));
        assertThat(rig.marks()).containsExactly(2L);
    }
}

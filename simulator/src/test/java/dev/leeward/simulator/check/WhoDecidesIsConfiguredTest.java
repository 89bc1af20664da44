package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Order;
import dev.leeward.decision.Proposal;
import dev.leeward.decision.Reason;
import dev.leeward.decision.RunKind;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WhoDecidesIsConfiguredTest {
    private static final Proposal OUT = new Proposal(RunKind.FAILOVER, EAST, WEST);

    private static Traces in(FailoverPolicy.Mode mode) {
        var policy = new FailoverPolicy(
                mode, Duration.ofMinutes(10), 3, Duration.ofHours(24), Optional.empty(), Duration.ofMinutes(15));
        return Traces.of(WhoDecidesIsConfigured::new, Stage.topology(Stage.shop(policy, FailbackPolicy.defaults())));
    }

    private static Traces asked() {
        return in(FailoverPolicy.Mode.APPROVAL)
                .entry(new Event.ApprovalAsked(SHOP, OUT, new Reason("as the test wants it", List.of())))
                .after(60);
    }

    @Test
    void a_failover_by_itself_holds_where_the_mode_is_automatic() {
        in(FailoverPolicy.Mode.AUTOMATIC).run(1, RunKind.FAILOVER, EAST, WEST).holds();
    }

    @Test
    void a_failover_by_itself_breaks_it_where_a_person_has_to_approve() {
        in(FailoverPolicy.Mode.APPROVAL).run(1, RunKind.FAILOVER, EAST, WEST).breaks("starts by itself");
    }

    @Test
    void a_switchover_by_itself_breaks_it() {
        in(FailoverPolicy.Mode.AUTOMATIC).run(1, RunKind.SWITCHOVER, EAST, WEST).breaks("starts by itself");
    }

    @Test
    void what_was_approved_may_start() {
        asked().order(new Order.Approve(SHOP, "anna"))
                .run(1, RunKind.FAILOVER, EAST, WEST, false, Set.of())
                .holds();
    }

    @Test
    void another_move_than_the_one_that_was_approved_breaks_it() {
        asked().order(new Order.Approve(SHOP, "anna"))
                .run(1, RunKind.FAILBACK, WEST, EAST, false, Set.of())
                .breaks("what stood for approval was failover");
    }

    @Test
    void an_approval_of_what_has_lapsed_breaks_it() {
        asked().entry(new Event.ApprovalLapsed(SHOP, OUT, "it is well"))
                .order(new Order.Approve(SHOP, "anna"))
                .run(1, RunKind.FAILOVER, EAST, WEST, false, Set.of())
                .breaks("what stood for approval was nothing");
    }

    @Test
    void a_proposal_that_stands_although_the_region_is_well_breaks_it() {
        asked().entry(new Event.VerdictChanged(SHOP, EAST, Verdict.UNHEALTHY, Verdict.HEALTHY, List.of()))
                .after(10)
                .alarm("x", Alarm.Severity.NOTICE)
                .breaks("still stands for approval");
    }
}

package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.Order;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepKind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PausesHoldAndOrdersStandTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Traces trace = Traces.of(PausesHoldAndOrdersStand::new);

    @Test
    void a_pause_that_is_obeyed_and_ended_by_order_holds() {
        trace.pause(HOUR).after(60).resume().moves(1, EAST, WEST).holds();
    }

    @Test
    void a_pause_may_expire() {
        trace.pause(HOUR)
                .after(HOUR)
                .entry(new Event.Resumed(SHOP, "expiry"))
                .moves(1, EAST, WEST)
                .holds();
    }

    @Test
    void an_early_expiry_breaks_it() {
        trace.pause(HOUR).after(60).entry(new Event.Resumed(SHOP, "expiry")).breaks("expired before");
    }

    @Test
    void an_end_that_nobody_ordered_breaks_it() {
        trace.pause(HOUR).after(60).entry(new Event.Resumed(SHOP, "anna")).breaks("nobody ordered");
    }

    @Test
    void an_automatic_run_during_a_pause_breaks_it() {
        trace.pause(HOUR).run(1, RunKind.FAILOVER, EAST, WEST).breaks("is paused");
    }

    @Test
    void a_restart_does_not_end_a_pause() {
        trace.pause(HOUR).starts(TWO).run(1, RunKind.SETTLE, EAST, EAST).breaks("is paused");
    }

    @Test
    void an_ordered_run_during_a_pause_holds() {
        trace.pause(HOUR)
                .ordered(1, RunKind.FAILOVER, EAST, WEST)
                .steersAndVerifies(1, WEST)
                .holds();
    }

    @Test
    void an_automatic_attempt_that_begins_during_a_pause_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).pause(HOUR);
        trace.begins(1, step(StepKind.STEER, WWW), 1).breaks("begins while");
    }

    @Test
    void looking_on_during_a_pause_holds() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).pause(HOUR);
        trace.begins(1, step(StepKind.VERIFY, WWW), 1).holds();
    }

    @Test
    void a_run_that_claims_to_be_ordered_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST, false, Set.of()).breaks("nobody ordered");
    }

    @Test
    void an_approval_is_an_order() {
        trace.order(new Order.Approve(SHOP, "anna"))
                .run(1, RunKind.FAILOVER, EAST, WEST, false, Set.of())
                .holds();
    }

    @Test
    void an_order_is_good_for_one_run() {
        trace.ordered(1, RunKind.FAILOVER, EAST, WEST).runEnds(1, Ending.ABORTED);
        trace.run(2, RunKind.FAILOVER, EAST, WEST, false, Set.of()).breaks("nobody ordered");
    }

    @Test
    void an_ordered_run_is_not_cut_off_by_an_automatic_one() {
        trace.ordered(1, RunKind.FAILOVER, EAST, WEST).after(1).runEnds(1, Ending.INCOMPLETE);
        trace.run(2, RunKind.FAILOVER, WEST, EAST).breaks("ends the ordered");
    }

    @Test
    void a_planned_move_that_changed_nothing_gives_way() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST).after(1).runEnds(1, Ending.ABORTED);
        trace.run(2, RunKind.FAILOVER, EAST, WEST).holds();
    }
}

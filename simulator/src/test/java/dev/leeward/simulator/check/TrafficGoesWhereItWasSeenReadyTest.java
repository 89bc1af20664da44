package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.OPEN;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import org.junit.jupiter.api.Test;

final class TrafficGoesWhereItWasSeenReadyTest {
    private static final StepId STEER = step(StepKind.STEER, WWW);

    private final Traces trace = Traces.of(out -> new TrafficGoesWhereItWasSeenReady(out, new Lookouts()));

    @Test
    void a_move_to_where_the_newest_look_was_answered_holds() {
        trace.looked(WEST, REFUSED)
                .after(1)
                .looked(WEST, OK)
                .after(19)
                .moves(1, EAST, WEST)
                .holds();
    }

    @Test
    void one_look_of_a_step_is_as_good() {
        trace.looked(WEST, REFUSED)
                .after(1)
                .lookedAfresh(WEST, true)
                .moves(1, EAST, WEST)
                .holds();
    }

    @Test
    void steering_where_the_newest_look_failed_breaks_it() {
        trace.looked(WEST, OK).after(1).looked(WEST, REFUSED).run(1, RunKind.FAILOVER, EAST, WEST);
        trace.begins(1, STEER, 1).breaks("failed");
    }

    @Test
    void a_look_that_saw_nothing_does_not_excuse_the_failure_before() {
        trace.looked(WEST, OK).after(1).looked(WEST, REFUSED).after(1).looked(WEST, OPEN);
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, STEER, 1).breaks("failed");
    }

    @Test
    void steering_on_old_evidence_breaks_it() {
        trace.looked(WEST, OK)
                .after(21)
                .run(1, RunKind.FAILOVER, EAST, WEST)
                .begins(1, STEER, 1)
                .breaks("too old");
    }

    @Test
    void steering_after_the_step_saw_it_down_breaks_it() {
        trace.looked(WEST, OK).after(1).lookedAfresh(WEST, false).run(1, RunKind.FAILOVER, EAST, WEST);
        trace.begins(1, STEER, 1).breaks("not answered");
    }

    @Test
    void what_another_node_saw_is_no_evidence() {
        trace.looked(WEST, OK).starts(TWO).run(1, RunKind.FAILOVER, EAST, WEST);
        trace.begins(1, STEER, 1).breaks("never looked");
    }

    @Test
    void a_step_about_ttls_that_moves_traffic_without_evidence_breaks_it() {
        trace.looked(EAST, REFUSED).setByHand(WWW, Stage.stand(WEST, 0));
        trace.run(1, RunKind.SETTLE, EAST, EAST).begins(1, step(StepKind.RESTORE_TTL, WWW), 1);
        trace.changes(1, step(StepKind.RESTORE_TTL, WWW), WWW, EAST).breaks("about TTLs");
    }

    @Test
    void a_step_about_ttls_that_moves_nothing_needs_no_evidence() {
        trace.run(1, RunKind.SETTLE, EAST, EAST).begins(1, step(StepKind.RESTORE_TTL, WWW), 1);
        trace.changes(1, step(StepKind.RESTORE_TTL, WWW), WWW, EAST).holds();
    }

    @Test
    void a_call_that_arrives_long_after_its_intent_breaks_it() {
        trace.looked(WEST, OK)
                .run(1, RunKind.FAILOVER, EAST, WEST)
                .begins(1, STEER, 1)
                .after(60);
        trace.changes(1, STEER, WWW, WEST).breaks("after its intent");
    }

    @Test
    void a_node_that_stood_still_cannot_know_better() {
        trace.looked(WEST, OK).run(1, RunKind.FAILOVER, EAST, WEST).begins(1, STEER, 1);
        trace.see(new Happening.NodeFroze(ONE)).after(60).see(new Happening.NodeThawed(ONE));
        trace.changes(1, STEER, WWW, WEST).holds();
    }
}

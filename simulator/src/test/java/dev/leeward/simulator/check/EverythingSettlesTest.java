package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.API;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.NORTH;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepKind;
import dev.leeward.steering.Epoch;
import org.junit.jupiter.api.Test;

final class EverythingSettlesTest {
    private final Traces trace = Traces.of(EverythingSettles::new)
            .entry(new Event.ActiveAdopted(SHOP, EAST, Epoch.NONE, "all answer"))
            .entry(new Event.ActiveAdopted(Stage.BLOG, NORTH, Epoch.NONE, "all answer"));

    @Test
    void all_well_holds() {
        trace.moves(1, EAST, WEST).served(WWW, "ns1", stand(WEST, 1)).over(true).holds();
    }

    @Test
    void what_did_not_converge_is_not_judged() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).over(false).holds();
    }

    @Test
    void an_open_run_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).over(true).breaks("still under way");
    }

    @Test
    void a_run_that_waits_out_a_ttl_holds() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST)
                .begins(1, step(StepKind.DRAIN), 1)
                .over(true)
                .holds();
    }

    @Test
    void a_target_that_answers_otherwise_breaks_it() {
        trace.setByHand(API, stand(WEST, 0)).over(true).breaks("nobody is told");
    }

    @Test
    void a_target_that_answers_otherwise_and_is_reported_holds() {
        trace.setByHand(API, stand(WEST, 0))
                .entry(new Event.DriftSeen(SHOP, API, "EAST", "WEST"))
                .alarm("drift:" + API, Alarm.Severity.NOTICE)
                .over(true)
                .holds();
    }

    @Test
    void an_alarm_about_something_else_is_no_excuse() {
        trace.setByHand(API, stand(WEST, 0))
                .alarm("no-standby-ready", Alarm.Severity.NOTICE)
                .over(true)
                .breaks("nobody is told");
    }

    @Test
    void a_name_server_left_behind_breaks_it() {
        trace.served(WWW, "ns2", stand(EAST, 0)).moves(1, EAST, WEST).over(true).breaks("still answers");
    }

    @Test
    void half_a_move_of_which_nobody_hears_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).runEnds(1, Ending.INCOMPLETE);
        trace.setByHand(WWW, stand(WEST, 1)).over(true).breaks("nobody is told");
    }

    @Test
    void no_node_at_all_breaks_it() {
        trace.dies().over(true).breaks("no node runs");
    }
}

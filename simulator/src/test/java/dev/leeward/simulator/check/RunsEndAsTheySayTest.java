package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepKind;
import org.junit.jupiter.api.Test;

final class RunsEndAsTheySayTest {
    private final Traces trace = Traces.of(RunsEndAsTheySay::new);

    @Test
    void a_move_that_arrived_everywhere_holds() {
        trace.moves(1, EAST, WEST).over(true).holds();
    }

    @Test
    void a_success_that_left_a_target_behind_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, step(StepKind.STEER, WWW), 1);
        trace.changes(1, step(StepKind.STEER, WWW), WWW, WEST)
                .runEnds(1, Ending.SUCCEEDED)
                .breaks("fake:api answers");
    }

    @Test
    void a_target_that_somebody_else_changed_meanwhile_is_not_judged() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).after(1).steersAndVerifies(1, WEST);
        trace.setByHand(WWW, stand(EAST, 0)).runEnds(1, Ending.SUCCEEDED).holds();
    }

    @Test
    void a_move_that_says_aborted_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, step(StepKind.STEER, WWW), 1);
        trace.changes(1, step(StepKind.STEER, WWW), WWW, WEST)
                .runEnds(1, Ending.ABORTED)
                .breaks("had moved traffic");
    }

    @Test
    void a_run_that_says_taken_back_and_is_not_breaks_it() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST).begins(1, step(StepKind.STEER, WWW), 1);
        trace.changes(1, step(StepKind.STEER, WWW), WWW, WEST).takesBack(1, WWW);
        trace.runEnds(1, Ending.TAKEN_BACK).breaks("says TAKEN_BACK");
    }

    @Test
    void two_runs_at_once_break_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST)
                .run(2, RunKind.FAILOVER, EAST, WEST)
                .breaks("is under way");
    }

    @Test
    void a_second_end_breaks_it() {
        trace.moves(1, EAST, WEST).runEnds(1, Ending.SUCCEEDED).breaks("not under way");
    }

    @Test
    void a_run_without_an_end_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).over(true).breaks("never ended");
    }
}

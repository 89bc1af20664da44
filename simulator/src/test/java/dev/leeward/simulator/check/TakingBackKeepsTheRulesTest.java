package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Pieces.unclear;
import static dev.leeward.simulator.check.Stage.API;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import org.junit.jupiter.api.Test;

final class TakingBackKeepsTheRulesTest {
    private static final StepId STEER = step(StepKind.STEER, WWW);
    private static final StepId BACK = new StepId("back-TAKE_BACK/" + WWW);

    private final Traces trace = Traces.of(TakingBackKeepsTheRules::new);

    private Traces switchover() {
        return trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST)
                .begins(1, STEER, 1)
                .ends(1, STEER, 1, unclear());
    }

    @Test
    void a_planned_move_that_is_taken_back_holds() {
        switchover()
                .takesBack(1, WWW)
                .begins(1, BACK, 1)
                .changes(1, BACK, WWW, EAST)
                .holds();
    }

    @Test
    void an_unplanned_move_that_is_taken_back_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST)
                .begins(1, STEER, 1)
                .takesBack(1, WWW)
                .breaks("a region that failed");
    }

    @Test
    void taking_back_where_nothing_was_steered_breaks_it() {
        switchover().takesBack(1, API).breaks("did not steer");
    }

    @Test
    void a_step_forward_meanwhile_breaks_it() {
        switchover().takesBack(1, WWW).begins(1, step(StepKind.STEER, API), 1).breaks("is taken back");
    }

    @Test
    void taking_back_to_elsewhere_breaks_it() {
        switchover()
                .takesBack(1, WWW)
                .begins(1, BACK, 1)
                .changes(1, BACK, WWW, WEST)
                .breaks("goes to");
    }

    @Test
    void taking_back_twice_breaks_it() {
        switchover().takesBack(1, WWW).takesBack(1, WWW).breaks("twice");
    }

    @Test
    void taking_back_what_is_over_breaks_it() {
        trace.moves(1, EAST, WEST).takesBack(1, WWW).breaks("not under way");
    }
}

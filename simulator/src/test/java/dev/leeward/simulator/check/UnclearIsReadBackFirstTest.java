package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.notDone;
import static dev.leeward.simulator.check.Pieces.problem;
import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Pieces.unclear;
import static dev.leeward.simulator.check.Stage.API;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.SteeringPlan;
import org.junit.jupiter.api.Test;

final class UnclearIsReadBackFirstTest {
    private static final StepId STEER = step(StepKind.STEER, WWW);

    private final Traces trace = Traces.of(UnclearIsReadBackFirst::new).run(1, RunKind.FAILOVER, EAST, WEST);

    private SteeringPlan sent() {
        var plan = trace.plan(1, STEER, WWW, WEST);
        trace.planned(plan).arrives(plan, false);
        return plan;
    }

    @Test
    void an_unclear_attempt_that_is_planned_anew_holds() {
        trace.begins(1, STEER, 1).told(sent(), new Outcome.Unknown(problem())).ends(1, STEER, 1, unclear());
        trace.begins(1, STEER, 2).told(sent(), new Outcome.Applied("done"));
        trace.ends(1, STEER, 2, new StepResult.Done("done"))
                .begins(1, step(StepKind.VERIFY, WWW), 1)
                .holds();
    }

    @Test
    void sending_the_same_plan_again_breaks_it() {
        trace.begins(1, STEER, 1).arrives(sent(), false).breaks("without a reading of its own");
    }

    @Test
    void unknown_that_is_journaled_as_done_breaks_it() {
        trace.begins(1, STEER, 1).told(sent(), new Outcome.Unknown(problem()));
        trace.ends(1, STEER, 1, new StepResult.Done("done")).breaks("was told Unknown");
    }

    @Test
    void unknown_that_is_journaled_as_not_done_breaks_it() {
        trace.begins(1, STEER, 1).told(sent(), new Outcome.Unknown(problem()));
        trace.ends(1, STEER, 1, notDone()).breaks("was told Unknown");
    }

    @Test
    void what_an_older_attempt_is_told_late_says_nothing_of_a_newer_one() {
        trace.begins(1, STEER, 1);
        var lost = sent();
        trace.setByHand(WWW, stand(EAST, 1)).ends(1, STEER, 1, unclear()).begins(1, STEER, 2);
        sent();
        trace.told(lost, new Outcome.Unknown(problem()))
                .ends(1, STEER, 2, new StepResult.Done("done"))
                .holds();
    }

    @Test
    void a_later_step_while_it_is_unclear_breaks_it() {
        trace.begins(1, STEER, 1).ends(1, STEER, 1, unclear());
        trace.begins(1, step(StepKind.VERIFY, WWW), 1).breaks("unclear what");
    }

    @Test
    void a_later_step_after_a_crash_breaks_it() {
        trace.begins(1, STEER, 1).dies().starts(TWO);
        trace.begins(1, step(StepKind.VERIFY, WWW), 1).breaks("unclear what");
    }

    @Test
    void a_later_step_on_another_target_holds() {
        trace.begins(1, STEER, 1).ends(1, STEER, 1, unclear());
        trace.begins(1, step(StepKind.VERIFY, API), 1).holds();
    }
}

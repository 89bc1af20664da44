package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.notDone;
import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.Verification;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SuccessIsVerifiedTest {
    private static final StepId VERIFY = step(StepKind.VERIFY, WWW);

    private final Traces trace = Traces.of(SuccessIsVerified::new);

    private static final StepResult DONE = new StepResult.Done("done");

    @Test
    void a_verified_move_holds() {
        trace.moves(1, EAST, WEST).holds();
    }

    @Test
    void a_step_that_asked_nobody_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST)
                .begins(1, VERIFY, 1)
                .ends(1, VERIFY, 1, DONE)
                .breaks("nobody who answers");
    }

    @Test
    void a_step_that_did_not_look_at_the_region_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, VERIFY, 1);
        trace.verified(1, VERIFY, WEST, Verification.State.CURRENT)
                .ends(1, VERIFY, 1, DONE)
                .breaks("was not looked at");
    }

    @Test
    void a_look_before_the_proof_does_not_count() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST)
                .begins(1, VERIFY, 1)
                .lookedAfresh(WEST, true)
                .after(1);
        trace.verified(1, VERIFY, WEST, Verification.State.CURRENT)
                .ends(1, VERIFY, 1, DONE)
                .breaks("was not looked at");
    }

    @Test
    void an_older_look_for_another_target_that_ends_later_takes_nothing_back() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, VERIFY, 1);
        trace.verified(1, VERIFY, WEST, Verification.State.CURRENT).after(1).lookedAfresh(WEST, true);
        trace.see(
                new Happening.LookedAfresh(Stage.ONE, trace.now().minusSeconds(2), WEST, Set.of(), Set.of(), Set.of()));
        trace.ends(1, VERIFY, 1, DONE).holds();
    }

    @Test
    void one_name_server_of_two_is_not_enough() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, VERIFY, 1);
        trace.verified(1, VERIFY, WEST, Verification.State.STALE).after(1).lookedAfresh(WEST, true);
        trace.ends(1, VERIFY, 1, DONE).breaks("nobody who answers");
    }

    @Test
    void a_proof_of_an_earlier_attempt_does_not_count() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, VERIFY, 1);
        trace.verified(1, VERIFY, WEST, Verification.State.CURRENT).ends(1, VERIFY, 1, notDone());
        trace.after(1).begins(1, VERIFY, 2).after(1).lookedAfresh(WEST, true);
        trace.ends(1, VERIFY, 2, DONE).breaks("nobody who answers");
    }

    @Test
    void a_success_with_an_unverified_target_breaks_it() {
        trace.run(1, RunKind.SETTLE, EAST, EAST).begins(1, VERIFY, 1).proves(1, WWW, EAST);
        trace.ends(1, VERIFY, 1, DONE).runEnds(1, Ending.SUCCEEDED).breaks("fake:api was not verified");
    }

    @Test
    void what_ends_incomplete_needs_no_proof() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).runEnds(1, Ending.INCOMPLETE).holds();
    }

    @Test
    void a_run_that_was_taken_back_unverified_breaks_it() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST).takesBack(1, WWW);
        trace.runEnds(1, Ending.TAKEN_BACK).breaks("fake:www was not verified");
    }
}

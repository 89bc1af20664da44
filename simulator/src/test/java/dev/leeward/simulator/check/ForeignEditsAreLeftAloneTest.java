package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.FOREIGN;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.steering.Epoch;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ForeignEditsAreLeftAloneTest {
    private static final StepId RESTORE = step(StepKind.RESTORE_TTL, WWW);

    private final Traces trace = Traces.of(ForeignEditsAreLeftAlone::new)
            .entry(new Event.ActiveAdopted(SHOP, EAST, Epoch.NONE, "all answer"));

    @Test
    void moving_what_is_ours_holds() {
        trace.moves(1, EAST, WEST).over(true).holds();
    }

    @Test
    void overwriting_a_foreign_value_breaks_it() {
        trace.setByHand(WWW, stand(0, FOREIGN))
                .set(WWW, stand(WEST, 1), Optional.of(ONE))
                .breaks("overwrote");
    }

    @Test
    void marking_it_is_no_overwriting() {
        trace.setByHand(WWW, stand(0, FOREIGN))
                .set(WWW, stand(1, FOREIGN), Optional.of(ONE))
                .holds();
    }

    @Test
    void a_step_about_ttls_that_moves_a_target_back_breaks_it() {
        trace.setByHand(WWW, stand(WEST, 0)).run(1, RunKind.SETTLE, EAST, EAST).begins(1, RESTORE, 1);
        trace.changes(1, RESTORE, WWW, EAST).breaks("about TTLs");
    }

    @Test
    void a_step_about_ttls_of_what_stands_as_it_should_holds() {
        trace.setByHand(WWW, stand(WEST, 0)).setByHand(WWW, stand(EAST, 0));
        trace.run(1, RunKind.SETTLE, EAST, EAST)
                .begins(1, RESTORE, 1)
                .changes(1, RESTORE, WWW, EAST)
                .holds();
    }

    @Test
    void a_foreign_edit_of_which_nobody_is_told_breaks_it() {
        trace.setByHand(WWW, stand(WEST, 0)).after(300).over(true).breaks("nobody is told");
    }

    @Test
    void a_foreign_edit_that_is_reported_holds() {
        trace.setByHand(WWW, stand(WEST, 0)).after(60).entry(new Event.DriftSeen(SHOP, WWW, "EAST", "WEST"));
        trace.after(300).over(true).holds();
    }

    @Test
    void a_foreign_edit_of_just_now_holds() {
        trace.setByHand(WWW, stand(WEST, 0)).after(60).over(true).holds();
    }
}

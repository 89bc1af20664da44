package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.home;
import static dev.leeward.simulator.check.Stage.stand;
import static dev.leeward.simulator.check.Stage.topology;

import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of all that the checkers know when the journal it follows from is lost. */
final class PanelTest {
    private final Traces trace = Traces.of(Panel::new);

    @Test
    void a_journal_that_begins_anew_after_a_loss_holds() {
        lost().starts(TWO).over(false).holds();
    }

    @Test
    void what_a_process_of_before_changes_late_is_somebody_elses_hand() {
        lost().arrives(trace.plan(1, step(StepKind.STEER, WWW), WWW, WEST), false);
        trace.set(WWW, stand(WEST, 1), Optional.of(ONE)).holds();
    }

    @Test
    void what_a_process_of_afterwards_changes_has_to_be_in_the_new_journal() {
        lost().starts(TWO).arrives(trace.plan(1, step(StepKind.STEER, WWW), WWW, WEST), false);
        trace.breaksAmongOthers("which it did not journal");
    }

    private Traces lost() {
        trace.dies();
        return trace.see(new Happening.JournalLost(topology(), home()));
    }
}

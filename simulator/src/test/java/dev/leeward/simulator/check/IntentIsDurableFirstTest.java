package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import org.junit.jupiter.api.Test;

final class IntentIsDurableFirstTest {
    private static final StepId STEER = step(StepKind.STEER, WWW);

    private final Traces trace = Traces.of(IntentIsDurableFirst::new);

    @Test
    void a_whole_move_holds() {
        trace.moves(1, EAST, WEST).over(true).holds();
    }

    @Test
    void a_second_attempt_after_a_crash_holds() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, STEER, 1);
        trace.dies().starts(TWO).begins(1, STEER, 2).changes(1, STEER, WWW, WEST);
        trace.ends(1, STEER, 2, new StepResult.Done("done")).holds();
    }

    @Test
    void a_call_without_an_intent_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST);
        trace.arrives(trace.plan(1, STEER, WWW, WEST), false).breaks("did not journal");
    }

    @Test
    void a_call_of_another_life_s_intent_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, STEER, 1).starts(TWO);
        trace.arrives(trace.plan(1, STEER, WWW, WEST), false).breaks("did not journal");
    }

    @Test
    void a_late_call_of_a_dead_life_holds() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, STEER, 1);
        var late = trace.plan(1, STEER, WWW, WEST);
        trace.dies().starts(TWO).by(ONE).arrives(late, false).holds();
    }

    @Test
    void a_missing_entry_breaks_it() {
        trace.skipEntry().run(1, RunKind.FAILOVER, EAST, WEST).breaks("follows entry");
    }

    @Test
    void a_predecessor_that_writes_on_breaks_it() {
        trace.starts(TWO).by(ONE).run(1, RunKind.FAILOVER, EAST, WEST).breaks("took over");
    }

    @Test
    void a_writer_that_does_not_say_so_breaks_it() {
        trace.by(TWO).run(1, RunKind.FAILOVER, EAST, WEST).breaks("before it said");
    }

    @Test
    void overlapping_attempts_break_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST)
                .begins(1, STEER, 1)
                .begins(1, STEER, 2)
                .breaks("is under way");
    }

    @Test
    void a_gap_in_the_attempts_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, STEER, 3).breaks("follows none");
    }

    @Test
    void an_outcome_of_nothing_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST)
                .ends(1, STEER, 1, new StepResult.Done("done"))
                .breaks("not under way");
    }

    @Test
    void a_step_after_the_end_breaks_it() {
        trace.moves(1, EAST, WEST).begins(1, STEER, 2).breaks("after its run ended");
    }

    @Test
    void a_step_of_no_run_breaks_it() {
        trace.entry(new Event.StepStarted(SHOP, Pieces.id(9), STEER, 1)).breaks("no step of a known run");
    }

    @Test
    void a_success_without_an_outcome_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, STEER, 1).runEnds(1, Ending.SUCCEEDED);
        trace.over(true).breaks("has no outcome");
    }
}

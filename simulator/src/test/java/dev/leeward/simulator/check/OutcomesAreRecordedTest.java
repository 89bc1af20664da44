package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Pieces.unclear;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.runbook.StepResult;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.Outcome;
import org.junit.jupiter.api.Test;

final class OutcomesAreRecordedTest {
    private static final StepId STEER = step(StepKind.STEER, WWW);

    private final Traces trace = Traces.of(OutcomesAreRecorded::new)
            .run(1, RunKind.FAILOVER, EAST, WEST)
            .begins(1, STEER, 1);

    private Traces told() {
        return trace.told(trace.plan(1, STEER, WWW, WEST), new Outcome.Applied("done"));
    }

    @Test
    void to_journal_what_was_told_holds() {
        told().ends(1, STEER, 1, new StepResult.Done("done")).holds();
    }

    @Test
    void to_take_for_lost_what_was_told_breaks_it() {
        told().after(45).ends(1, STEER, 1, unclear()).breaks("was told what became of it");
    }

    @Test
    void who_was_not_told_may_not_know() {
        trace.after(45).ends(1, STEER, 1, unclear()).holds();
    }

    @Test
    void what_another_life_was_told_died_with_it() {
        told().dies().after(2).starts(TWO).ends(1, STEER, 1, unclear()).holds();
    }

    @Test
    void reports_that_get_lost_are_not_judged() {
        trace.see(new Happening.Fault("ReportsVanish[share=1.0]", true));
        told().after(45).ends(1, STEER, 1, unclear()).holds();
    }
}

package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.StepId;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Happening;
import org.junit.jupiter.api.Test;

final class TakeoversGoOnTest {
    private static final StepId STEER = step(StepKind.STEER, WWW);

    private final Traces trace = Traces.of(TakeoversGoOn::new)
            .run(1, RunKind.FAILOVER, EAST, WEST)
            .begins(1, STEER, 1)
            .dies()
            .after(2)
            .starts(TWO);

    @Test
    void a_life_that_goes_on_at_once_holds() {
        trace.after(5).begins(1, STEER, 2).after(100).over(false).holds();
    }

    @Test
    void a_life_that_waits_breaks_it() {
        trace.after(50).begins(1, STEER, 2).breaks("nobody goes on");
    }

    @Test
    void where_something_else_goes_wrong_nothing_is_asked_for() {
        trace.after(5)
                .see(new Happening.Fault("ProviderIs", true))
                .after(100)
                .over(false)
                .holds();
    }
}

package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.StepKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class MovesBeginWhereReadyTest {
    private final Traces trace =
            Traces.of(out -> new MovesBeginWhereReady(out, new Lookouts())).allWellFor(Duration.ofMinutes(1));

    @Test
    void a_move_to_a_region_that_was_just_answered_from_holds() {
        trace.run(1, RunKind.SWITCHOVER, EAST, WEST).holds();
    }

    @Test
    void a_move_to_a_region_whose_newest_look_failed_breaks_it() {
        trace.looks(1, WEST, REFUSED).run(1, RunKind.SWITCHOVER, EAST, WEST).breaks("failed");
    }

    @Test
    void a_move_to_a_region_that_has_not_recovered_breaks_it() {
        trace.looks(3, WEST, REFUSED)
                .looks(2, WEST, OK)
                .run(1, RunKind.SWITCHOVER, EAST, WEST)
                .breaks("has not recovered");
    }

    @Test
    void to_steer_without_a_look_since_the_fault_breaks_it() {
        failover().begins(1, step(StepKind.STEER, WWW), 1).breaks("nobody looked there");
    }

    @Test
    void to_steer_after_a_look_of_the_run_holds() {
        failover()
                .after(1)
                .lookedAfresh(WEST, true)
                .begins(1, step(StepKind.STEER, WWW), 1)
                .holds();
    }

    @Test
    void to_steer_after_a_look_of_the_schedule_holds() {
        failover()
                .after(1)
                .looked(WEST, OK)
                .begins(1, step(StepKind.STEER, WWW), 1)
                .holds();
    }

    private Traces failover() {
        return trace.looks(3, EAST, REFUSED).run(1, RunKind.FAILOVER, EAST, WEST);
    }
}

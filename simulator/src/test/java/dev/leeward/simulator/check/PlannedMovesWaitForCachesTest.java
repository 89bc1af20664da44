package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.StepKind;
import dev.leeward.simulator.trace.Stand;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The everyday TTL of the shop is five minutes. */
final class PlannedMovesWaitForCachesTest {
    private final Traces trace = Traces.of(PlannedMovesWaitForCaches::new);

    private Traces lowered() {
        var stands = Stage.stand(EAST, 1);
        return trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST)
                .set(WWW, new Stand(stands.values(), true, stands.epoch()), Optional.of(ONE));
    }

    private Traces steered() {
        return trace.arrives(trace.plan(1, step(StepKind.STEER, WWW), WWW, WEST), false);
    }

    @Test
    void to_move_after_the_everyday_ttl_ran_out_holds() {
        lowered().after(300);
        steered().holds();
    }

    @Test
    void to_move_sooner_breaks_it() {
        lowered().after(200);
        steered().breaks("whose TTL was lowered at");
    }

    @Test
    void to_move_without_having_lowered_the_ttl_breaks_it() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST).after(600);
        steered().breaks("no time");
    }

    @Test
    void a_failover_has_no_time_for_that() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST);
        steered().holds();
    }
}

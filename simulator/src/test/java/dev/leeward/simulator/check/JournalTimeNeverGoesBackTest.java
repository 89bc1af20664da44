package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.WEST;

import dev.leeward.decision.RunKind;
import org.junit.jupiter.api.Test;

final class JournalTimeNeverGoesBackTest {
    private final Traces trace = Traces.of(JournalTimeNeverGoesBack::new);

    @Test
    void time_that_stands_still_holds() {
        trace.moves(1, EAST, WEST).holds();
    }

    @Test
    void time_that_goes_back_breaks_it() {
        trace.runAt(trace.now().minusMillis(1), 1, RunKind.FAILOVER, EAST, WEST).breaks("after one of");
    }
}

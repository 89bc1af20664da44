package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OPEN;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.NORTH;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;
import static dev.leeward.simulator.check.Stage.topology;

import dev.leeward.decision.RunKind;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RestartsChangeNothingTest {
    private final Traces trace = Traces.of(RestartsChangeNothing::new);

    @Test
    void restarts_while_all_is_well_hold() {
        trace.allWellFor(Duration.ofMinutes(1))
                .dies()
                .starts(TWO)
                .setByHand(WWW, stand(WEST, 0))
                .looked(EAST, OPEN)
                .holds();
    }

    @Test
    void a_run_while_all_is_well_breaks_it() {
        trace.allWellFor(Duration.ofMinutes(1))
                .run(1, RunKind.FAILOVER, EAST, WEST)
                .breaks("nothing ever failed");
    }

    @Test
    void a_change_while_all_is_well_breaks_it() {
        trace.set(WWW, stand(WEST, 1), Optional.of(ONE)).breaks("nothing ever failed");
    }

    @Test
    void a_failure_is_a_reason() {
        trace.looked(EAST, REFUSED).moves(1, EAST, WEST).holds();
    }

    @Test
    void a_failure_of_another_service_is_none() {
        trace.looked(NORTH, REFUSED).run(1, RunKind.FAILOVER, EAST, WEST).breaks("nothing ever failed");
    }

    @Test
    void an_order_is_a_reason() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST)
                .steersAndVerifies(1, WEST)
                .holds();
    }

    @Test
    void a_reload_is_none() {
        trace.see(new Happening.Configured(topology(), true, true));
        trace.run(1, RunKind.FAILOVER, EAST, WEST).breaks("nothing ever failed");
    }
}

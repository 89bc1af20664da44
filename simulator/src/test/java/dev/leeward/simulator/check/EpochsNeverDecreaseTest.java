package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.ONE;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;
import static dev.leeward.simulator.check.Stage.stand;

import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import dev.leeward.runbook.StepKind;
import dev.leeward.steering.Epoch;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EpochsNeverDecreaseTest {
    private final Traces trace = Traces.of(EpochsNeverDecrease::new);

    @Test
    void rising_epochs_hold() {
        trace.moves(1, EAST, WEST).moves(2, WEST, EAST).holds();
    }

    @Test
    void somebody_else_may_take_the_mark_away() {
        trace.moves(4, EAST, WEST).setByHand(WWW, stand(WEST, 0)).holds();
    }

    @Test
    void a_late_call_that_is_refused_holds() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST);
        var late = trace.plan(1, step(StepKind.STEER, WWW), WWW, WEST);
        trace.setByHand(WWW, stand(EAST, 3)).arrives(late, true).holds();
    }

    @Test
    void a_late_call_that_has_an_effect_breaks_it() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST);
        var late = trace.plan(1, step(StepKind.STEER, WWW), WWW, WEST);
        trace.setByHand(WWW, stand(EAST, 3)).arrives(late, false).breaks("had an effect");
    }

    @Test
    void a_node_that_lowers_an_epoch_breaks_it() {
        trace.moves(4, EAST, WEST).set(WWW, stand(EAST, 3), Optional.of(ONE)).breaks("lowered");
    }

    @Test
    void a_plan_over_a_higher_epoch_breaks_it() {
        trace.setByHand(WWW, stand(EAST, 3)).run(1, RunKind.FAILOVER, EAST, WEST);
        trace.planned(trace.plan(1, step(StepKind.STEER, WWW), WWW, WEST)).breaks("was read");
    }

    @Test
    void a_run_that_is_no_later_than_what_was_adopted_breaks_it() {
        trace.entry(new Event.ActiveAdopted(SHOP, EAST, new Epoch(7), "all answer"))
                .run(7, RunKind.FAILOVER, EAST, WEST)
                .breaks("was there before");
    }
}

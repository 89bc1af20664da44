package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.shop;
import static dev.leeward.simulator.check.Stage.topology;

import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FailbacksWaitUntilHomeIsStableTest {
    private static final Duration STABLE = Duration.ofMinutes(15);

    private final Traces trace = trace(FailbackPolicy.Mode.AUTOMATIC, FailoverPolicy.defaults());

    private static Traces trace(FailbackPolicy.Mode mode, FailoverPolicy failover) {
        var shop = shop(failover, new FailbackPolicy(mode, STABLE, Optional.empty()));
        return Traces.of(out -> new FailbacksWaitUntilHomeIsStable(out, new Lookouts()), topology(shop));
    }

    @Test
    void home_that_was_well_long_enough_holds() {
        trace.allWellFor(STABLE).run(1, RunKind.FAILBACK, WEST, EAST).holds();
    }

    @Test
    void a_hiccup_does_not_count() {
        trace.allWellFor(STABLE).looks(1, EAST, REFUSED).looks(1, EAST, OK);
        trace.run(1, RunKind.FAILBACK, WEST, EAST).holds();
    }

    @Test
    void home_that_was_down_a_while_ago_breaks_it() {
        trace.allWellFor(STABLE).looks(3, EAST, REFUSED).allWellFor(STABLE.minusMinutes(1));
        trace.run(1, RunKind.FAILBACK, WEST, EAST).breaks("can have seen it well");
    }

    @Test
    void a_node_that_has_not_looked_for_long_enough_breaks_it() {
        trace.allWellFor(STABLE).starts(TWO).allWellFor(Duration.ofMinutes(5));
        trace.run(1, RunKind.FAILBACK, WEST, EAST).breaks("can have seen it well");
    }

    @Test
    void a_person_may_override_it() {
        trace.ordered(1, RunKind.FAILBACK, WEST, EAST, Rule.HOME_STABLE).holds();
    }

    @Test
    void an_order_alone_does_not() {
        trace.ordered(1, RunKind.FAILBACK, WEST, EAST).breaks("can have seen it well");
    }

    @Test
    void a_failback_elsewhere_breaks_it() {
        trace.allWellFor(STABLE).run(1, RunKind.FAILBACK, EAST, WEST).breaks("home is");
    }

    @Test
    void a_failback_by_itself_where_a_person_has_to_approve_breaks_it() {
        trace(FailbackPolicy.Mode.APPROVAL, FailoverPolicy.defaults())
                .allWellFor(STABLE)
                .run(1, RunKind.FAILBACK, WEST, EAST)
                .breaks("by itself");
    }

    @Test
    void an_unproven_convergence_breaks_it() {
        trace(FailbackPolicy.Mode.AUTOMATIC, UnknownLossStopsFailoversTest.withLimit())
                .allWellFor(STABLE)
                .run(1, RunKind.FAILBACK, WEST, EAST)
                .breaks("converged");
    }
}

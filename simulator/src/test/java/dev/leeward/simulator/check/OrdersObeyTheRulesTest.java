package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.journal.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OrdersObeyTheRulesTest {
    private final Traces trace =
            Traces.of(out -> new OrdersObeyTheRules(out, new Lookouts())).allWellFor(Duration.ofMinutes(1));

    @Test
    void a_switchover_between_regions_that_are_well_holds() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST).holds();
    }

    @Test
    void a_failover_from_a_region_that_is_well_breaks_it() {
        trace.ordered(1, RunKind.FAILOVER, EAST, WEST).breaks("is ordered to leave us-east");
    }

    @Test
    void a_failover_from_a_region_that_is_well_holds_if_that_was_overridden() {
        trace.ordered(1, RunKind.FAILOVER, EAST, WEST, Rule.ACTIVE_UNHEALTHY).holds();
    }

    @Test
    void a_failover_from_a_region_that_is_down_holds() {
        down().ordered(1, RunKind.FAILOVER, EAST, WEST).holds();
    }

    @Test
    void a_switchover_from_a_region_that_is_down_breaks_it() {
        down().ordered(1, RunKind.SWITCHOVER, EAST, WEST).breaks("as planned, which is down");
    }

    private Traces down() {
        return trace.looks(5, EAST, REFUSED).looked(WEST, OK).after(1).lookedAtReference(OK);
    }

    @Test
    void to_override_what_nobody_may_breaks_it() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST, Rule.TARGET_READY).breaks("which nobody may");
    }

    @Test
    void a_move_to_where_traffic_is_breaks_it() {
        trace.ordered(1, RunKind.FAILBACK, EAST, EAST).breaks("where it is");
    }

    @Test
    void to_put_right_a_name_that_was_left_behind_holds() {
        trace.entry(new Event.DriftSeen(SHOP, WWW, "us-east", "answers eu-west"))
                .ordered(1, RunKind.SWITCHOVER, EAST, EAST)
                .holds();
    }
}

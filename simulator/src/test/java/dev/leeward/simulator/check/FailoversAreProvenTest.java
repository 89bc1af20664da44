package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.OPEN;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Pieces.TIMED_OUT;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;

import dev.leeward.decision.RunKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FailoversAreProvenTest {
    private final Traces trace = Traces.of(out -> new FailoversAreProven(out, new Lookouts()));

    private Traces failover() {
        return trace.run(1, RunKind.FAILOVER, EAST, WEST);
    }

    @Test
    void three_failures_in_sight_of_a_reference_hold() {
        trace.looks(3, EAST, TIMED_OUT).after(1).lookedAtReference(OK);
        failover().holds();
    }

    @Test
    void failures_add_up_over_a_good_look() {
        trace.looks(2, EAST, REFUSED).looks(1, EAST, OK).looks(1, EAST, REFUSED);
        failover().holds();
    }

    @Test
    void too_few_failures_break_it() {
        trace.looks(2, EAST, REFUSED);
        failover().breaks("did not fail often enough");
    }

    @Test
    void looks_that_saw_nothing_are_no_failures() {
        trace.looks(9, EAST, OPEN);
        failover().breaks("did not fail often enough");
    }

    @Test
    void failures_before_five_good_looks_in_a_row_do_not_count() {
        trace.looks(2, EAST, REFUSED).looks(5, EAST, OK).looks(1, EAST, REFUSED);
        failover().breaks("did not fail often enough");
    }

    @Test
    void a_region_that_recovered_is_not_down() {
        trace.looks(3, EAST, REFUSED).looks(10, EAST, OK);
        failover().breaks("did not fail often enough");
    }

    @Test
    void failures_that_are_old_break_it() {
        trace.looks(3, EAST, REFUSED).after(30).lookedAtReference(OK);
        failover().breaks("too long ago");
    }

    @Test
    void a_blind_node_breaks_it() {
        trace.looks(3, EAST, REFUSED).lookedAtReference(TIMED_OUT);
        failover().breaks("everything else");
    }

    @Test
    void failures_of_a_blind_moment_do_not_count_after_it() {
        trace.allWellFor(Duration.ofMinutes(1)).after(1).lookedAtReference(TIMED_OUT);
        for (int i = 0; i < 5; i++) trace.after(1).looked(EAST, TIMED_OUT);
        trace.after(1).lookedAtReference(OK);
        failover().breaks("did not fail often enough");
    }

    @Test
    void failures_before_blindness_showed_do_not_count_after_it() {
        trace.allWellFor(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) trace.after(1).looked(EAST, TIMED_OUT);
        trace.after(1).lookedAtReference(TIMED_OUT).after(1).lookedAtReference(OK);
        failover().breaks("did not fail often enough");
    }

    @Test
    void failures_that_were_proven_stay_proven() {
        trace.looks(3, EAST, REFUSED).after(1).lookedAtReference(OK).after(1).lookedAtReference(TIMED_OUT);
        trace.after(1).lookedAtReference(OK);
        failover().holds();
    }

    @Test
    void nothing_elsewhere_answered_since_breaks_it() {
        trace.lookedAtReference(OK);
        for (int i = 0; i < 3; i++) trace.after(1).looked(EAST, REFUSED);
        failover().breaks("nothing else answered since");
    }

    @Test
    void without_references_another_region_proves_sight() {
        var alone = Traces.of(out -> new FailoversAreProven(out, new Lookouts()), Stage.withoutReferences());
        alone.looked(EAST, REFUSED);
        for (int i = 0; i < 3; i++) alone.after(1).looked(EAST, REFUSED).looked(WEST, OK);
        alone.run(1, RunKind.FAILOVER, EAST, WEST).holds();
    }

    @Test
    void what_another_node_saw_is_no_proof() {
        trace.looks(3, EAST, REFUSED).starts(TWO);
        failover().breaks("never looked");
    }

    @Test
    void what_a_person_orders_needs_no_proof() {
        trace.ordered(1, RunKind.FAILOVER, EAST, WEST).holds();
    }
}

package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;

import dev.leeward.decision.Alarm;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By the default policy: three failures, forgotten after five good looks in a row; ten of them to recover. */
final class VerdictsAreEarnedTest {
    private final Traces trace =
            Traces.of(out -> new VerdictsAreEarned(out, new Lookouts())).allWellFor(Duration.ofMinutes(1));

    private Traces called(Verdict verdict) {
        return trace.entry(new Event.VerdictChanged(SHOP, EAST, Verdict.UNKNOWN, verdict, List.of()));
    }

    @Test
    void health_after_ten_good_looks_in_a_row_holds() {
        trace.looks(3, EAST, REFUSED).looks(10, EAST, OK);
        called(Verdict.HEALTHY).holds();
    }

    @Test
    void health_after_fewer_breaks_it() {
        trace.looks(3, EAST, REFUSED).looks(9, EAST, OK);
        called(Verdict.HEALTHY).breaks("has not recovered");
    }

    @Test
    void one_failure_has_nothing_to_recover_from() {
        trace.looks(1, EAST, REFUSED).looks(1, EAST, OK);
        called(Verdict.HEALTHY).holds();
    }

    @Test
    void a_region_that_flaps_and_stands_as_healthy_breaks_it() {
        called(Verdict.HEALTHY);
        flaps().alarm("x", Alarm.Severity.NOTICE)
                .looks(1, EAST, REFUSED)
                .clear("x")
                .breaks("stands as healthy");
    }

    @Test
    void a_region_that_flaps_and_is_called_unhealthy_holds() {
        called(Verdict.UNHEALTHY);
        flaps().alarm("x", Alarm.Severity.NOTICE)
                .looks(1, EAST, REFUSED)
                .clear("x")
                .holds();
    }

    private Traces flaps() {
        for (int i = 0; i < 3; i++) trace.looks(1, EAST, REFUSED).looks(4, EAST, OK);
        return trace;
    }
}

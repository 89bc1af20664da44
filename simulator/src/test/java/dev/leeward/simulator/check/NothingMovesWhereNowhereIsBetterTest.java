package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.WEST;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.RunKind;
import org.junit.jupiter.api.Test;

final class NothingMovesWhereNowhereIsBetterTest {
    private final Traces trace = Traces.of(out -> new NothingMovesWhereNowhereIsBetter(out, new Lookouts()));

    @Test
    void a_move_to_a_region_that_answers_holds() {
        trace.looked(EAST, REFUSED)
                .looked(WEST, OK)
                .run(1, RunKind.FAILOVER, EAST, WEST)
                .holds();
    }

    @Test
    void a_move_while_all_regions_are_bad_breaks_it() {
        trace.looked(EAST, REFUSED)
                .looked(WEST, REFUSED)
                .run(1, RunKind.FAILOVER, EAST, WEST)
                .breaks("failed");
    }

    @Test
    void a_move_to_where_nobody_looked_lately_breaks_it() {
        trace.looked(WEST, OK).after(30).run(1, RunKind.FAILOVER, EAST, WEST).breaks("too old");
    }

    @Test
    void restoring_ttls_goes_nowhere() {
        trace.run(1, RunKind.SETTLE, EAST, EAST).holds();
    }

    @Test
    void one_page_until_it_is_over_holds() {
        for (int i = 0; i < 2; i++)
            trace.alarm("no-region-ready", Alarm.Severity.PAGE).clear("no-region-ready");
        trace.holds();
    }

    @Test
    void a_second_page_breaks_it() {
        trace.alarm("no-region-ready", Alarm.Severity.PAGE)
                .after(60)
                .alarm("no-region-ready", Alarm.Severity.PAGE)
                .breaks("while it is open");
    }

    @Test
    void the_end_of_nothing_breaks_it() {
        trace.clear("no-region-ready").breaks("not open");
    }
}

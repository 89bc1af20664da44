package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.step;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.TWO;
import static dev.leeward.simulator.check.Stage.WEST;
import static dev.leeward.simulator.check.Stage.WWW;

import dev.leeward.decision.RunKind;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AutomaticMovesAreLimitedTest {
    private static final Duration DWELL = Duration.ofMinutes(10);

    private final Traces trace = Traces.of(AutomaticMovesAreLimited::new);

    @Test
    void three_moves_a_day_with_time_between_them_hold() {
        trace.moves(1, EAST, WEST)
                .after(DWELL)
                .moves(2, WEST, EAST)
                .after(DWELL)
                .moves(3, EAST, WEST);
        trace.after(Duration.ofHours(24)).moves(4, WEST, EAST).holds();
    }

    @Test
    void a_move_within_the_dwell_breaks_it() {
        trace.moves(1, EAST, WEST)
                .after(DWELL.minusSeconds(1))
                .moves(2, WEST, EAST)
                .breaks("before PT10M");
    }

    @Test
    void the_dwell_counts_from_the_end() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).after(DWELL).steersAndVerifies(1, WEST);
        trace.runEnds(1, Ending.SUCCEEDED).after(60).moves(2, WEST, EAST).breaks("before PT10M");
    }

    @Test
    void a_clock_that_jumps_does_not_shorten_the_dwell() {
        trace.moves(1, EAST, WEST).after(60);
        var jumped = trace.now().plus(DWELL);
        trace.runAt(jumped, 2, RunKind.FAILOVER, WEST, EAST).breaks("before PT10M");
    }

    @Test
    void over_a_restart_the_journal_s_time_counts() {
        trace.moves(1, EAST, WEST).after(60).starts(TWO);
        trace.runAt(trace.now().plus(DWELL), 2, RunKind.FAILOVER, WEST, EAST).holds();
    }

    @Test
    void a_run_that_changed_nothing_begins_no_dwell() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST)
                .runEnds(1, Ending.ABORTED)
                .after(10)
                .moves(2, EAST, WEST)
                .holds();
    }

    @Test
    void an_ordered_move_begins_a_dwell_too() {
        trace.ordered(1, RunKind.SWITCHOVER, EAST, WEST).steersAndVerifies(1, WEST);
        trace.runEnds(1, Ending.SUCCEEDED).after(60).moves(2, WEST, EAST).breaks("before PT10M");
    }

    @Test
    void an_ordered_move_waits_for_nothing() {
        trace.moves(1, EAST, WEST)
                .after(60)
                .ordered(2, RunKind.FAILOVER, WEST, EAST)
                .holds();
    }

    @Test
    void a_fourth_move_within_a_day_breaks_it() {
        for (int i = 1; i <= 4; i++)
            trace.after(Duration.ofHours(1)).moves(i, EAST, WEST).moveBack();
        trace.breaks("after 3 others");
    }

    @Test
    void a_run_that_has_moved_is_not_cut_off() {
        trace.run(1, RunKind.FAILOVER, EAST, WEST).begins(1, step(StepKind.STEER, WWW), 1);
        trace.changes(1, step(StepKind.STEER, WWW), WWW, WEST);
        trace.after(Duration.ofHours(1)).run(2, RunKind.FAILOVER, WEST, EAST).breaks("is under way");
    }
}

package dev.leeward.simulator.check;

import static dev.leeward.simulator.check.Pieces.OK;
import static dev.leeward.simulator.check.Pieces.REFUSED;
import static dev.leeward.simulator.check.Stage.EAST;
import static dev.leeward.simulator.check.Stage.SHOP;
import static dev.leeward.simulator.check.Stage.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.steering.Epoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckersTest {
    private static final List<String> INVARIANTS = List.of(
            "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14", "S15", "S16",
            "S17", "S18", "S19", "S20", "S21", "S22", "S23", "S24", "S25", "S26", "S27", "S28", "S29", "S30", "S31",
            "L1", "L2", "L3", "L4");

    @Test
    void every_invariant_is_checked_or_said_to_be_absent() {
        var named = new ArrayList<String>();
        Checkers.all(_ -> {}).forEach(checker -> named.add(checker.invariant()));
        assertThat(Checkers.all(_ -> {})).extracting(Checker::getClass).doesNotHaveDuplicates();
        Checkers.absent().forEach(absent -> named.add(absent.invariant()));
        assertThat(named).containsAll(INVARIANTS);
        assertThat(INVARIANTS).containsAll(named);
    }

    @Test
    void a_whole_failover_holds_for_all_of_them() {
        for (int i = 0; i < Checkers.all(_ -> {}).size(); i++) {
            int each = i;
            story(Traces.of(out -> Checkers.all(out).get(each))).holds();
        }
        story(Traces.of(Checkers::together)).holds();
    }

    @Test
    void together_they_find_what_one_finds() {
        Traces.of(Checkers::together)
                .allWellFor(Duration.ofMinutes(1))
                .moves(1, EAST, WEST)
                .breaksAmongOthers("often enough");
    }

    private static Traces story(Traces trace) {
        trace.entry(new Event.ActiveAdopted(SHOP, EAST, Epoch.NONE, "all answer"));
        trace.allWellFor(Duration.ofMinutes(10)).see(new Happening.Became(EAST, Condition.DEAD));
        trace.looks(3, EAST, REFUSED)
                .looked(WEST, OK)
                .after(Duration.ofMillis(500))
                .lookedAtReference(OK);
        trace.entry(new Event.VerdictChanged(SHOP, EAST, Verdict.HEALTHY, Verdict.UNHEALTHY, List.of("it is refused")));
        trace.moves(1, EAST, WEST).notices(3).after(Duration.ofMinutes(5));
        return trace.over(true);
    }
}

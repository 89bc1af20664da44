package dev.leeward.simulator.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.RunKind;
import dev.leeward.health.Verdict;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.StepState;
import dev.leeward.runbook.StepTable;
import dev.leeward.runbook.StepTrigger;
import dev.leeward.simulator.Simulation;
import dev.leeward.simulator.play.Plays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private static final int SEEDS = 60;
    private static final long MEASURES = 2_000_000;
    private static final int MEASURED = 110;

    @Test
    void every_transition_of_the_tables_is_gone_through() {
        var seen = new Transitions();
        for (long seed = 0; seed < SEEDS; seed++) {
            var setting = Swarm.setting(seed, seed % 2 == 0 ? Mode.SAFETY : Mode.LIVENESS);
            Simulation.play(setting, (_, what) -> seen.see(what));
        }
        // The first seeds that have measures.
        for (long seed = MEASURES; seed < MEASURES + MEASURED; seed++) {
            Simulation.play(Swarm.setting(seed, Mode.LIVENESS), (_, what) -> seen.see(what));
        }
        Plays.settings().forEach(setting -> Simulation.play(setting, (_, what) -> seen.see(what)));
        seen.counts().forEach((name, count) -> System.out.printf("%7d  %s%n", count, name));
        assertThat(seen.counts().keySet()).containsAll(wanted());
    }

    private static Set<String> wanted() {
        var wanted = new HashSet<String>();
        for (var state : StepState.values()) {
            for (var trigger : StepTrigger.values()) {
                if (StepTable.lookUp(state, trigger).isPresent()) wanted.add(Transitions.name(state, trigger));
            }
        }
        for (var from : Verdict.values()) {
            for (var to : Verdict.values()) {
                if (from != to) wanted.add("verdict " + from + " -> " + to);
            }
        }
        for (var kind : RunKind.values()) endings(kind).forEach(ending -> wanted.add("run " + kind + " " + ending));
        return wanted;
    }

    /** A run that moves no traffic has none to take back. */
    private static List<Ending> endings(RunKind kind) {
        return switch (kind) {
            case FAILOVER, SWITCHOVER, FAILBACK -> List.of(Ending.values());
            case SETTLE, RELEASE -> List.of(Ending.SUCCEEDED, Ending.INCOMPLETE);
        };
    }
}

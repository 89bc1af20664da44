package dev.leeward.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.swarm.PlainTopology;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeapTest {
    private static final Duration LENGTH = Duration.ofHours(20);

    /** What was journaled and when, to the minute: latencies are drawn anew after a leap, decisions are not. */
    @Test
    void hours_left_out_change_nothing_that_is_decided() {
        assertThat(moves(true)).isEqualTo(moves(false)).hasSize(8);
    }

    @Test
    void hours_are_left_out() {
        assertThat(looks(true)).isLessThan(looks(false) / 3);
    }

    private static List<String> moves(boolean leaps) {
        var moves = new ArrayList<String>();
        Simulation.play(setting(leaps), (at, what) -> {
            if (what instanceof Happening.Appended appended) {
                told(appended.entry()).ifPresent(text -> moves.add(minute(at) + " " + text));
            }
        });
        return moves;
    }

    private static Optional<String> told(Entry entry) {
        return switch (entry.event()) {
            case Event.RunStarted run -> Optional.of(run.kind() + " " + run.from() + " " + run.to());
            case Event.RunEnded end -> Optional.of(end.run() + " " + end.ending());
            default -> Optional.empty();
        };
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    private static long looks(boolean leaps) {
        var count = new long[1];
        Simulation.play(setting(leaps), (_, what) -> {
            if (what instanceof Happening.Looked) count[0]++;
        });
        return count[0];
    }

    private static Setting setting(boolean leaps) {
        var dead = new Fault.RegionIs("us-east", Condition.DEAD);
        var strikes = List.of(new Strike(Duration.ofHours(8).plusSeconds(10), Duration.ofMinutes(7), dead));
        return new Setting(PlainTopology.of(), strikes, 7, LENGTH, Duration.ZERO, leaps);
    }
}

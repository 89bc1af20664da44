package dev.leeward.simulator.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.simulator.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameSeedTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_seed_plays_the_same_to_the_last_happening(long seed) {
        assertThat(happenings(seed)).isEqualTo(happenings(seed)).hasSizeGreaterThan(100);
    }

    private static List<String> happenings(long seed) {
        var all = new ArrayList<String>();
        Simulation.play(Swarm.setting(seed, Mode.SAFETY), (at, what) -> all.add(at + " " + what));
        return all;
    }
}

package dev.leeward.simulator.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.simulator.swarm.Swarm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaysTest {
    @ParameterizedTest
    @MethodSource("all")
    void a_play_holds_every_invariant(Play play) {
        assertThat(Swarm.play(play.setting())).isEmpty();
    }

    @Test
    void no_two_plays_have_the_same_name() {
        assertThat(Plays.all()).extracting(Play::name).doesNotHaveDuplicates();
    }

    static List<Play> all() {
        return Plays.all();
    }
}

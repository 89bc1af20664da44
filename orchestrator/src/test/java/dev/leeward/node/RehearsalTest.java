package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.ShopViews;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void failovers_are_played_back_and_forth_until_the_time_is_up() {
        assertThat(Rehearsal.play(ShopViews.atEase().service(), Duration.ofSeconds(6)))
                .isGreaterThan(1);
    }
}

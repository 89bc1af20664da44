package dev.leeward.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.steering.Epoch;
import org.junit.jupiter.api.Test;

final class RankTest {
    @Test
    void a_later_run_overtakes_and_within_a_run_the_way_back_does() {
        var take = new Rank(new Epoch(7), Way.TAKE);
        var back = new Rank(new Epoch(7), Way.TAKE_BACK);
        var next = new Rank(new Epoch(8), Way.TAKE);
        assertThat(take.isBehind(back)).isTrue();
        assertThat(back.isBehind(next)).isTrue();
        assertThat(back.isBehind(take)).isFalse();
        assertThat(take.isBehind(take)).as("the same order again").isFalse();
        assertThat(Rank.NONE.isBehind(new Rank(new Epoch(1), Way.TAKE))).isTrue();
        assertThat(take.number()).isLessThan(back.number());
        assertThat(back.number()).isLessThan(next.number());
    }
}

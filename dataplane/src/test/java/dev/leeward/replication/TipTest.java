package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TipTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final Tip tip = new Tip(3, DELAY);

    @Test
    void one_short_answer_is_not_the_end_but_three_in_a_row_are() {
        assertThat(tip.read(START, false)).isEmpty();
        assertThat(tip.read(START.plusSeconds(1), false)).isEmpty();
        assertThat(tip.read(START.plusSeconds(2), false)).contains(START.minus(DELAY));
    }

    @Test
    void a_full_answer_begins_the_count_anew() {
        tip.read(START, false);
        tip.read(START.plusSeconds(1), false);
        assertThat(tip.read(START.plusSeconds(2), true)).isEmpty();
        assertThat(tip.read(START.plusSeconds(3), false)).isEmpty();
        assertThat(tip.read(START.plusSeconds(4), false)).isEmpty();
        assertThat(tip.read(START.plusSeconds(5), false))
                .contains(START.plusSeconds(3).minus(DELAY));
    }
}

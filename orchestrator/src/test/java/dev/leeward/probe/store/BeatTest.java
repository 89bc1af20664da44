package dev.leeward.probe.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BeatTest {
    private static final Beat BEAT = new Beat("a1", 7);

    @Test
    void what_was_written_or_came_later_may_be_read() {
        assertThat(BEAT.allows(BEAT.text())).isTrue();
        assertThat(BEAT.allows("a1 8")).isTrue();
    }

    @Test
    void an_older_one_or_none_shows_that_the_write_is_lost() {
        assertThat(BEAT.allows("a1 6")).isFalse();
        assertThat(BEAT.allows("")).isFalse();
    }

    @Test
    void what_another_process_of_the_same_name_wrote_proves_nothing_wrong() {
        assertThat(BEAT.allows("b2 1")).isTrue();
    }
}

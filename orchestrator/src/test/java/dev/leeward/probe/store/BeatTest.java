package dev.leeward.probe.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class BeatTest {
    private static final Beat BEAT = new Beat("a1", 7);

    @Test
    void what_was_written_or_came_later_may_be_read() {
        assertThat(BEAT.allows(BEAT.fields())).isTrue();
        assertThat(BEAT.allows(new Beat("a1", 8).fields())).isTrue();
    }

    @Test
    void an_older_one_or_none_shows_that_the_write_is_lost() {
        assertThat(BEAT.allows(new Beat("a1", 6).fields())).isFalse();
        assertThat(BEAT.allows(Map.of())).isFalse();
    }

    @Test
    void what_another_process_of_the_same_name_wrote_proves_nothing_wrong() {
        assertThat(BEAT.allows(new Beat("b2", 1).fields())).isTrue();
    }

    @Test
    void what_is_no_beat_shows_that_the_write_is_lost() {
        assertThat(BEAT.allows(Map.of("beat", AttributeValue.fromS("a1 8")))).isFalse();
    }
}

package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedTest {
    private static final Duration BRISK = Duration.ofMillis(10);
    private static final Duration AWS = Duration.ofMillis(250);

    @Test
    void a_shard_is_read_less_often_once_nothing_came_for_a_hundred_reads() {
        assertThat(Paced.rest(BRISK, 0)).isEqualTo(BRISK);
        assertThat(Paced.rest(BRISK, 99)).isEqualTo(BRISK);
        assertThat(Paced.rest(BRISK, 100)).hasMillis(50);
    }

    @Test
    void what_is_read_a_few_times_a_second_becomes_no_slower() {
        assertThat(Paced.rest(AWS, 100)).isEqualTo(AWS);
    }
}

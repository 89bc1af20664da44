package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WriteRateTest {
    private final WriteRate rate = new WriteRate();

    @Test
    void it_is_that_of_the_last_minute() {
        assertThat(rate.at(at(0), 1_000)).isZero();
        assertThat(rate.at(at(10), 1_050)).isCloseTo(5, within(0.01));
        for (long second = 11; second <= 200; second++) rate.at(at(second), 1_050);
        assertThat(rate.at(at(201), 1_050)).isZero();
    }

    @Test
    void a_count_that_begins_anew_is_not_negative() {
        rate.at(at(0), 1_000);
        assertThat(rate.at(at(1), 3)).isZero();
        assertThat(rate.at(at(3), 9)).isCloseTo(3, within(0.01));
    }

    private static Instant at(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }
}

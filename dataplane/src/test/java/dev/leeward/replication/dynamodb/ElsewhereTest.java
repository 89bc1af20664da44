package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.region.RegionName;
import dev.leeward.replication.Advance;
import dev.leeward.replication.Passage;
import dev.leeward.stream.dynamodb.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ElsewhereTest {
    private static final RegionName WEST = new RegionName("us-west");
    private static final Duration AGE = Duration.ofMillis(200);

    private final Passage passage = new Passage(List.of("one"));
    private final Elsewhere elsewhere = new Elsewhere(passage);

    @Test
    void one_beat_proves_nothing_nor_does_the_next_one() {
        hear(1_000, "a", 7);
        hear(1_500, "a", 8);

        assertThat(passage.point("one")).isEmpty();
        assertThat(elsewhere.towards("one", WEST)).isEmpty();
    }

    @Test
    void the_one_after_the_next_was_looked_up_after_one_had_asked() {
        hear(1_000, "a", 7);
        hear(1_400, "a", 7);
        hear(1_500, "a", 8);
        hear(2_000, "a", 9);

        assertThat(passage.point("one")).contains(at(1_200));
        assertThat(passage.delivery("one")).contains(at(1_200));
        assertThat(elsewhere.towards("one", WEST)).contains(new Advance(at(1_200), true, 3));
        assertThat(elsewhere.writes("one")).isEqualTo(12);
    }

    @Test
    void what_one_process_has_told_proves_nothing_of_what_another_one_tells() {
        hear(1_000, "a", 7);
        hear(1_500, "b", 9);
        hear(2_000, "a", 9);

        assertThat(passage.point("one")).isEmpty();
    }

    @Test
    void ones_own_shard_is_not_judged_by_what_was_told() {
        elsewhere.hear(at(1_000), Map.of("one", beat("me", 1)), Set.of("one"));
        elsewhere.hear(at(2_000), Map.of("one", beat("me", 5)), Set.of("one"));

        assertThat(passage.point("one")).isEmpty();
    }

    @Test
    void a_beat_that_stays_the_same_is_silence() {
        Duration patience = Duration.ofSeconds(10);
        assertThat(elsewhere.isSilent("one", at(0), patience)).isTrue();
        hear(1_000, "a", 7);
        hear(9_000, "a", 7);

        assertThat(elsewhere.isSilent("one", at(10_999), patience)).isFalse();
        assertThat(elsewhere.isSilent("one", at(11_001), patience)).isTrue();
    }

    private void hear(long millis, String owner, long count) {
        elsewhere.hear(at(millis), Map.of("one", beat(owner, count)), Set.of());
    }

    private static Beat beat(String owner, long count) {
        return new Beat(owner, count, Optional.of(AGE), Optional.of(AGE), 12, Map.of(WEST, new Beat.Way(AGE, true, 3)));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}

package dev.leeward.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineageTest {
    private static final String LABEL = "2026-01-01T00:00:00.000";
    private static final Shard ROOT = new Shard("root", Optional.empty());
    private static final Shard LEFT = new Shard("left", Optional.of("root"));
    private static final Shard RIGHT = new Shard("right", Optional.of("root"));

    @Test
    void children_wait_for_their_parent() {
        var now = new Description(LABEL, List.of(LEFT, ROOT, RIGHT));

        assertThat(Lineage.of(now, Memory.none())).isEqualTo(new Lineage(List.of("root"), List.of()));
        assertThat(Lineage.of(now, memory(Set.of("root"), Set.of())))
                .isEqualTo(new Lineage(List.of("root"), List.of()));
        assertThat(Lineage.of(now, memory(Set.of("root"), Set.of()).andRead(Set.of("root"))))
                .isEqualTo(new Lineage(List.of("left", "right"), List.of()));
    }

    @Test
    void what_the_stream_had_thrown_away_before_anybody_came_is_no_gap() {
        var now = new Description(LABEL, List.of(LEFT));

        assertThat(Lineage.of(now, Memory.none())).isEqualTo(new Lineage(List.of("left"), List.of()));
    }

    @Test
    void a_shard_that_vanished_before_its_end_is_a_gap_and_its_children_are_not_read() {
        var now = new Description(LABEL, List.of(LEFT));

        assertThat(Lineage.of(now, memory(Set.of("root"), Set.of())))
                .isEqualTo(new Lineage(List.of(), List.of(new Gap.Vanished("root"))));
    }

    @Test
    void a_shard_that_came_and_went_unseen_is_a_gap() {
        var now = new Description(LABEL, List.of(new Shard("grandchild", Optional.of("left"))));

        assertThat(Lineage.of(now, memory(Set.of(), Set.of("root"))))
                .isEqualTo(new Lineage(List.of(), List.of(new Gap.Vanished("left"))));
    }

    @Test
    void what_was_begun_goes_on_without_its_parent() {
        var now = new Description(LABEL, List.of(LEFT));

        assertThat(Lineage.of(now, memory(Set.of("left"), Set.of())))
                .isEqualTo(new Lineage(List.of("left"), List.of()));
    }

    @Test
    void a_stream_that_was_switched_off_and_on_is_another_one() {
        var now = new Description("2026-02-01T00:00:00.000", List.of(ROOT));

        assertThat(Lineage.of(now, memory(Set.of("root"), Set.of())))
                .isEqualTo(new Lineage(List.of(), List.of(new Gap.Renewed(LABEL, "2026-02-01T00:00:00.000"))));
    }

    @Test
    void a_graph_that_bites_its_tail_is_read_all_the_same() {
        var one = new Shard("one", Optional.of("two"));
        var two = new Shard("two", Optional.of("one"));
        var own = new Shard("own", Optional.of("own"));
        var tail = new Shard("tail", Optional.of("two"));
        var now = new Description(LABEL, List.of(one, two, own, tail));

        assertThat(Lineage.of(now, Memory.none())).isEqualTo(new Lineage(List.of("one", "two", "own"), List.of()));
    }

    @Test
    void whatever_is_described_each_shard_is_read_once_and_after_its_parent() {
        for (long seed = 0; seed < 500; seed++) readAll(seed);
    }

    private static void readAll(long seed) {
        var random = new SplittableRandom(seed);
        var shards = new ArrayList<Shard>();
        for (int number = 0; number < 20; number++) {
            Optional<String> parent = number == 0 || random.nextInt(4) == 0
                    ? Optional.empty()
                    : Optional.of("s" + random.nextInt(number));
            shards.add(random.nextInt(shards.size() + 1), new Shard("s" + number, parent));
        }
        var ended = new HashSet<String>();
        while (ended.size() < shards.size()) {
            var lineage = Lineage.of(new Description(LABEL, shards), memory(Set.of(), ended));
            assertThat(lineage.gaps()).as("seed %d", seed).isEmpty();
            assertThat(lineage.readable()).as("seed %d", seed).isNotEmpty().noneMatch(ended::contains);
            String next =
                    lineage.readable().get(random.nextInt(lineage.readable().size()));
            var shard = new Description(LABEL, shards).shard(next).orElseThrow();
            assertThat(shard.parent().map(ended::contains).orElse(true))
                    .as("seed %d", seed)
                    .isTrue();
            ended.add(next);
        }
    }

    private static Memory memory(Set<String> begun, Set<String> finished) {
        return new Memory(Optional.of(LABEL), begun, finished);
    }
}

package dev.leeward.simulator.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/**
 * Seeds that nobody has played before, for {@code -Dleeward.swarm.seconds} (60), or {@code -Dleeward.swarm.seeds} of them,
 * from {@code -Dleeward.swarm.seed} on where one wants the same again.
 */
class FreshSeedsTest {
    @Test
    void seeds_nobody_has_played_before_hold_every_invariant() {
        long first = Long.getLong("leeward.swarm.seed", new Random().nextLong() >>> 16);
        var bag = Hunt.from(first, enough());
        System.out.printf("%d seeds from %d on, %.0f virtual hours%n", bag.seeds(), first, bag.hours());
        bag.prey().map(Hunt::story).ifPresent(System.out::println);
        assertThat(bag.prey()).as("from seed %d on", first).isEmpty();
    }

    private static LongPredicate enough() {
        long seeds = Long.getLong("leeward.swarm.seeds", 0);
        if (seeds > 0) return played -> played >= seeds;
        long end = System.nanoTime() + Long.getLong("leeward.swarm.seconds", 60) * 1_000_000_000;
        return _ -> System.nanoTime() - end > 0;
    }
}

package dev.leeward.replication.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Applications write wherever they like and everything breaks; in the end all regions hold the last write of each key.
 * {@code -Dleeward.replication.seeds=N} plays so many seeds instead of what fits into half a minute, and
 * {@code -Dleeward.replication.seed=N} begins at another.
 */
final class ConvergenceTest {
    private static final long FIRST = Long.getLong("leeward.replication.seed", 1);
    private static final long SEEDS = Long.getLong("leeward.replication.seeds", 0);
    private static final long ENOUGH = 1_500;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SWEPT_LIMIT =
            Duration.ofSeconds(Long.getLong("leeward.replication.swept.seconds", 5));
    private static final Duration DOUBLED_LIMIT =
            Duration.ofSeconds(Long.getLong("leeward.replication.doubled.seconds", 8));

    @Test
    void whatever_happens_all_regions_end_with_the_last_write_of_each_key() throws InterruptedException {
        var failures = new ArrayList<String>();
        long calls = 0;
        long misread = 0;
        long conflicts = 0;
        long overlaps = 0;
        long started = System.nanoTime();
        long seed = FIRST;
        for (; !isEnough(seed - FIRST, started) && failures.size() < 10; seed++) {
            var scene = scene(seed);
            var world = new World(seed, scene);
            List<String> found = play(world, scene);
            calls += world.calls();
            misread += world.ledger.misread;
            conflicts += world.conflicts;
            overlaps += world.overlaps;
            if (!found.isEmpty() && failures.isEmpty()) System.out.println(world.ledger.story());
            if (!found.isEmpty()) failures.add("seed " + seed + ": " + String.join("\n    ", found));
        }
        System.out.printf(
                "%d seeds from %d on, %d calls, %d conflicts, %d copies taken for writes, %d times several keys at once,"
                        + " %.1f s%n",
                seed - FIRST, FIRST, calls, conflicts, misread, overlaps, (System.nanoTime() - started) / 1e9);
        failures.forEach(System.out::println);
        assertThat(failures).isEmpty();
        assertThat(overlaps).isPositive();
    }

    /** Each showed a flaw of the design or of its code when it was found. */
    @ParameterizedTest
    @ValueSource(longs = {210, 259, 1018, 101_889})
    void seeds_that_once_diverged_hold(long seed) throws InterruptedException {
        var scene = scene(seed);
        assertThat(play(new World(seed, scene), scene)).isEmpty();
    }

    @Test
    void what_stood_there_before_comes_to_stand_everywhere_while_applications_write() throws InterruptedException {
        playAll("old rows", seed -> scene(seed).swept((int) (seed % 4) * 30 + 10, false), SWEPT_LIMIT);
    }

    @Test
    void what_a_stream_has_lost_is_found_in_the_table() throws InterruptedException {
        playAll("gaps", seed -> scene(seed).swept((int) (seed % 3) * 30, true), SWEPT_LIMIT);
    }

    @Test
    void what_expires_is_gone_everywhere_but_where_somebody_has_written_it_anew() throws InterruptedException {
        playAll("expiries", seed -> scene(seed).expiring(), SWEPT_LIMIT);
    }

    @Test
    void what_applications_stamp_themselves_has_their_order_everywhere() throws InterruptedException {
        playAll(
                "stamps of applications",
                seed -> seed % 5 == 0
                        ? scene(seed).claimed().expiring()
                        : scene(seed).claimed(),
                SWEPT_LIMIT);
    }

    @Test
    void what_applications_stamp_themselves_is_found_in_the_table_where_a_stream_has_lost_it()
            throws InterruptedException {
        playAll(
                "stamps and gaps",
                seed -> scene(seed).claimed().swept((int) (seed % 3) * 30, seed % 2 == 0),
                SWEPT_LIMIT);
    }

    private static void playAll(String what, LongFunction<Scene> scenes, Duration limit) throws InterruptedException {
        var failures = new ArrayList<String>();
        long started = System.nanoTime();
        long seed = FIRST;
        long rounds = 0;
        long expiries = 0;
        for (; !isOver(seed - FIRST, started, limit) && failures.size() < 10; seed++) {
            var scene = scenes.apply(seed);
            var world = new World(seed, scene);
            List<String> found = play(world, scene);
            rounds += world.regions.stream().mapToLong(region -> region.round).sum();
            expiries += world.expiries;
            if (!found.isEmpty() && failures.isEmpty()) System.out.println(world.ledger.story());
            if (!found.isEmpty()) failures.add("seed " + seed + ": " + String.join("\n    ", found));
        }
        System.out.printf("%d seeds of %s, %d gaps, %d expiries%n", seed - FIRST, what, rounds, expiries);
        failures.forEach(System.out::println);
        assertThat(failures).isEmpty();
    }

    private static boolean isOver(long played, long started, Duration limit) {
        if (SEEDS > 0) return played == SEEDS;
        return System.nanoTime() - started > limit.toNanos();
    }

    /** Two processes do all the work, each with its own knowledge: leases only spare double work. */
    @Test
    void two_who_both_believe_to_lead_do_no_harm() throws InterruptedException {
        var failures = new ArrayList<String>();
        long started = System.nanoTime();
        long seed = FIRST;
        for (; System.nanoTime() - started < DOUBLED_LIMIT.toNanos() && failures.size() < 10; seed++) {
            var scene = scene(seed);
            var world = new World(seed, scene);
            world.doubled();
            List<String> found = play(world, scene);
            if (!found.isEmpty() && failures.isEmpty()) System.out.println(world.ledger.story());
            if (!found.isEmpty()) failures.add("seed " + seed + ": " + String.join("\n    ", found));
        }
        System.out.printf("%d seeds of two processes%n", seed - FIRST);
        failures.forEach(System.out::println);
        assertThat(failures).isEmpty();
    }

    private static Scene scene(long seed) {
        return new Scene(seed % 3 == 0 ? 3 : 2, 3, 14, 1 + (int) (seed % 5), true, 0, false);
    }

    private static boolean isEnough(long played, long started) {
        if (SEEDS > 0) return played == SEEDS;
        return played == ENOUGH || System.nanoTime() - started > LIMIT.toNanos();
    }

    static List<String> play(World world, Scene scene) throws InterruptedException {
        try {
            world.run(own -> {
                var running = new int[] {scene.applications()};
                for (int number = 0; number < scene.applications(); number++) {
                    var application = new Application(own);
                    own.baton.add(() -> {
                        application.run(scene.operations());
                        running[0]--;
                    });
                }
                while (running[0] > 0) {
                    if (scene.faults()) own.weather.blow();
                    own.expire();
                    own.pause();
                }
            });
        } catch (AssertionError e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        return world.ledger.judge(world.regions);
    }

    @Test
    void to_mark_copies_and_let_the_last_arrival_win_diverges() throws InterruptedException {
        int diverged = 0;
        for (long seed = 1; seed <= 12; seed++) {
            var scene = new Scene(2, 3, 14, 4, false, 0, true);
            var world = new World(seed, scene);
            play(world, scene);
            var contents =
                    world.regions.stream().map(Region::contents).distinct().count();
            if (contents > 1) diverged++;
        }
        System.out.printf("%d of 12 seeds diverged%n", diverged);
        assertThat(diverged).isPositive();
    }
}

package dev.leeward.replication.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.table.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Single stories in the model, each with many seeds of what comes between what. */
final class StoriesTest {
    private static final ItemKey KEY = ItemKey.of("order-1");
    private static final ItemKey OTHER = ItemKey.of("order-2");
    private static final long SEEDS = 25;

    @Test
    void who_has_seen_a_write_and_overwrites_it_wins_though_his_clock_is_ten_minutes_behind()
            throws InterruptedException {
        everySeed(2, world -> {
            Region one = world.regions.getFirst();
            Region other = world.regions.getLast();
            world.set(other, Duration.ofMinutes(-10));
            put(one, "first");
            world.settle();
            assertThat(content(other)).contains("first");
            put(other, "second");
            world.settle();
            assertThat(content(one)).contains("second");
            assertThat(content(other)).contains("second");
        });
    }

    @Test
    void a_write_costs_one_stamp_and_two_writes_for_each_copy_and_its_echo_costs_none() throws InterruptedException {
        everySeed(3, world -> {
            put(world.regions.getFirst(), "first");
            world.settle();
            world.idle();
            assertThat(world.ledger.byReplicators).isEqualTo(1 + 2 * 2);
            update(world.regions.getLast(), "second");
            world.settle();
            world.idle();
            assertThat(world.ledger.byReplicators).isEqualTo(2 * (1 + 2 * 2));
        });
    }

    @Test
    void a_delete_is_announced_marked_and_made_and_its_echo_remembered() throws InterruptedException {
        everySeed(2, world -> {
            put(world.regions.getFirst(), "first");
            world.settle();
            long before = world.ledger.byReplicators;
            world.regions.getFirst().write(KEY, Optional.empty());
            world.settle();
            world.idle();
            assertThat(world.regions.getLast().item(KEY)).isEmpty();
            assertThat(world.ledger.byReplicators - before).isEqualTo(1 + 4);
        });
    }

    @Test
    void a_copy_brought_back_after_a_delete_is_a_write_and_goes_everywhere() throws InterruptedException {
        everySeed(2, world -> {
            Region one = world.regions.getFirst();
            Region other = world.regions.getLast();
            put(one, "first");
            world.settle();
            Item copy = other.item(KEY).orElseThrow();
            one.write(KEY, Optional.empty());
            world.settle();
            other.write(KEY, Optional.of(copy));
            world.settle();
            assertThat(content(one)).contains("first");
            assertThat(content(other)).contains("first");
        });
    }

    @Test
    void all_that_is_repeated_changes_nothing() throws InterruptedException {
        everySeed(3, world -> {
            everyday(world);
            world.settle();
            long written = world.ledger.byReplicators;
            List<Map<ItemKey, Entry>> entries = world.regions.stream()
                    .map(region -> Map.copyOf(region.entries))
                    .toList();
            for (Region region : world.regions) {
                world.kill(region);
                for (int shard = 0; shard < Region.SHARDS; shard++) region.checkpoints.set(shard, Optional.empty());
            }
            world.settle();
            world.idle();
            assertThat(world.ledger.byReplicators).isEqualTo(written);
            assertThat(world.regions.stream().map(region -> Map.copyOf(region.entries)))
                    .isEqualTo(entries);
        });
    }

    @Test
    void a_process_may_die_before_any_of_its_calls() throws InterruptedException {
        int died = 0;
        for (long seed = 1; seed <= 3; seed++) {
            var undisturbed = new World(seed, Scene.quiet(2));
            undisturbed.run(StoriesTest::everyday);
            for (long call = 1; call <= undisturbed.calls(); call++) {
                var world = new World(seed, Scene.quiet(2).dyingBefore(call));
                world.run(StoriesTest::everyday);
                assertThat(world.ledger.judge(world.regions))
                        .as("seed %d, dying before call %d", seed, call)
                        .isEmpty();
                died++;
            }
        }
        System.out.printf("died %d times%n", died);
        assertThat(died).isGreaterThan(100);
    }

    /** Puts, an update, a conflict, deletes. */
    private static void everyday(World world) {
        Region one = world.regions.getFirst();
        Region other = world.regions.getLast();
        put(one, "first");
        world.idle();
        update(other, "second");
        put(one, "third");
        other.write(OTHER, Optional.of(item("fourth")));
        world.idle();
        one.write(KEY, Optional.empty());
        other.write(OTHER, Optional.of(item("fifth")));
        world.idle();
    }

    private static void everySeed(int regions, Consumer<World> story) throws InterruptedException {
        var found = new ArrayList<String>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            var world = new World(seed, Scene.quiet(regions));
            world.run(story);
            found.addAll(world.ledger.judge(world.regions));
        }
        assertThat(found).isEmpty();
    }

    private static void put(Region region, String text) {
        region.write(KEY, Optional.of(item(text)));
    }

    private static void update(Region region, String text) {
        Item there = region.item(KEY).orElseGet(() -> item(text));
        region.write(KEY, Optional.of(there.with("text", new Value.S(text))));
    }

    private static Item item(String text) {
        return Item.of(Map.of("text", new Value.S(text)));
    }

    private static Optional<String> content(Region region) {
        return region.item(KEY).flatMap(item -> item.attribute("text")).map(value -> ((Value.S) value).text());
    }
}

package dev.leeward.replication.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.repair.Ground;
import dev.leeward.repair.Outcome;
import dev.leeward.repair.Plan;
import dev.leeward.repair.Repair;
import dev.leeward.repair.Repairs;
import dev.leeward.repair.Rule;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.HandDelivery;
import dev.leeward.replication.Terms;
import dev.leeward.replication.Watch;
import dev.leeward.table.Condition;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.table.Written;
import dev.leeward.version.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Regions that differ, as after a loss, are repaired while replicators run; afterwards these take it from there. */
final class RepairTest {
    private static final ItemKey KEY = ItemKey.of("order-1");
    private static final long SEEDS = 25;

    @Test
    void a_copy_that_never_came_is_brought_and_its_echo_costs_nothing() throws InterruptedException {
        everySeed((world, one, other) -> {
            written(world, one, "first");
            var past = Past.of(other);
            written(world, one, "second");
            past.bringBack(other);
            long before = world.ledger.byReplicators;
            repaired(world, new Rule.Newer());
            world.idle();
            assertThat(world.ledger.byReplicators - before).isEqualTo(2);
            written(world, other, "third");
            everywhere(world, Optional.of("third"));
        });
    }

    @Test
    void an_item_that_is_missing_altogether_is_brought() throws InterruptedException {
        everySeed((world, one, other) -> {
            var past = Past.of(other);
            written(world, one, "first");
            past.bringBack(other);
            repaired(world, new Rule.Newer());
            everywhere(world, Optional.of("first"));
            deleted(world, other);
            everywhere(world, Optional.empty());
        });
    }

    @Test
    void an_item_whose_deletion_never_came_is_deleted_by_its_tombstone() throws InterruptedException {
        everySeed((world, one, other) -> {
            written(world, one, "first");
            var past = Past.of(other);
            deleted(world, one);
            past.bringBack(other);
            repaired(world, new Rule.Newer());
            everywhere(world, Optional.empty());
            written(world, other, "again");
            everywhere(world, Optional.of("again"));
        });
    }

    @Test
    void what_was_announced_and_never_landed_is_brought() throws InterruptedException {
        everySeed((world, one, other) -> {
            written(world, one, "first");
            Item older = other.item(KEY).orElseThrow();
            written(world, one, "second");
            other.items.put(KEY, older);
            repaired(world, new Rule.Newer());
            everywhere(world, Optional.of("second"));
        });
    }

    @Test
    void what_has_no_version_is_left_to_a_person_and_never_guessed() throws InterruptedException {
        everySeed((world, one, other) -> {
            one.items.put(KEY, item("old row"));
            Plan plan = plan(world, new Rule.Newer());
            assertThat(plan.repairs()).isEmpty();
            assertThat(plan.left()).hasSize(1);
            repaired(world, new Rule.From(one.name));
            written(world, one, "new");
            everywhere(world, Optional.of("new"));
        });
    }

    @Test
    void a_region_that_a_person_chose_wins_also_with_the_older_version() throws InterruptedException {
        everySeed((world, one, other) -> {
            written(world, one, "first");
            var past = Past.of(other);
            written(world, one, "second");
            past.bringBack(other);
            repaired(world, new Rule.From(other.name));
            everywhere(world, Optional.of("first"));
            written(world, other, "third");
            everywhere(world, Optional.of("third"));
        });
    }

    @Test
    void a_region_that_a_person_chose_wins_also_where_it_holds_nothing() throws InterruptedException {
        everySeed((world, one, other) -> {
            var past = Past.of(other);
            written(world, one, "first");
            past.bringBack(other);
            repaired(world, new Rule.From(other.name));
            everywhere(world, Optional.empty());
        });
    }

    @Test
    void a_write_that_comes_between_plan_and_repair_is_not_lost() throws InterruptedException {
        everySeed((world, one, other) -> {
            written(world, one, "first");
            var past = Past.of(other);
            written(world, one, "second");
            past.bringBack(other);
            for (Rule rule : List.of(new Rule.Newer(), new Rule.From(one.name))) {
                Plan plan = plan(world, rule);
                world.baton.add(() -> {
                    for (int pause = world.random.nextInt(12); pause > 0; pause--) world.pause();
                    put(other, "meanwhile, " + rule);
                });
                plan.repairs().forEach(repairs(world)::carryOut);
                for (int pause = 0; pause < 40; pause++) world.pause();
                world.settle();
                everywhere(world, Optional.of("meanwhile, " + rule));
            }
        });
    }

    @Test
    void no_more_keys_are_repaired_than_the_limit_says() throws InterruptedException {
        everySeed((world, one, _) -> {
            var keys = new ArrayList<ItemKey>();
            for (int number = 0; number < 5; number++) keys.add(ItemKey.of("order-" + number));
            keys.forEach(key -> one.items.put(key, item("row")));
            Plan plan = repairs(world).plan(keys, new Rule.From(one.name), 3);
            assertThat(plan.repairs()).hasSize(3);
            assertThat(plan.beyond()).isEqualTo(2);
            keys.forEach(one.items::remove);
        });
    }

    /** An application writes, and everything comes to rest. */
    private static void written(World world, Region region, String text) {
        put(region, text);
        world.settle();
    }

    private static void deleted(World world, Region region) {
        region.write(KEY, Optional.empty());
        world.settle();
    }

    private static void repaired(World world, Rule rule) {
        assertThat(repair(world, rule)).containsExactly(new Outcome.Repaired());
        world.settle();
    }

    private static void everywhere(World world, Optional<String> text) {
        assertThat(contents(world)).containsOnly(text);
    }

    private static List<Outcome> repair(World world, Rule rule) {
        var repairs = repairs(world);
        var outcomes = new ArrayList<Outcome>();
        for (Repair repair : plan(world, rule).repairs()) outcomes.add(repairs.carryOut(repair));
        return outcomes;
    }

    private static Plan plan(World world, Rule rule) {
        Plan plan = repairs(world).plan(List.of(KEY), rule, 10);
        assertThat(plan.unread()).isEmpty();
        return plan;
    }

    private static Repairs repairs(World world) {
        return new Repairs(world.regions.stream()
                .map(region -> {
                    var replica = new Replica(region.name, "orders");
                    var sidecar = sidecar(world, region);
                    var table = table(world, region);
                    var terms = new Terms(true, Scene.GRANULARITY, Scene.STREAM_DELAY, 3, Duration.ofDays(8));
                    var delivery = new HandDelivery(
                            replica, table, sidecar, terms, world.baton::now, world.baton::now, new Deaf());
                    return new Ground(replica, table, Optional.of(new Ground.Versions(sidecar, delivery)));
                })
                .toList());
    }

    private static Table table(World world, Region region) {
        return new Table() {
            @Override
            public Looked<Optional<Item>> read(ItemKey key) {
                world.pause();
                return new Looked.Seen<>(region.item(key));
            }

            @Override
            public Written put(ItemKey key, Item item, Condition condition) {
                world.pause();
                return item.marker().isPresent()
                        ? region.write(key, Optional.of(item), condition)
                        : region.rewrite(key, Optional.of(item), condition);
            }

            @Override
            public Written mark(ItemKey key, Value marker, Condition.All known) {
                world.pause();
                return region.mark(key, marker, known);
            }

            @Override
            public Written delete(ItemKey key, Condition condition) {
                world.pause();
                boolean isOurs = region.item(key)
                        .flatMap(item -> item.marker())
                        .filter(marker -> marker instanceof Value.M map
                                && new Value.Bool(true).equals(map.entries().get("deletes")))
                        .isPresent();
                return isOurs
                        ? region.write(key, Optional.empty(), condition)
                        : region.rewrite(key, Optional.empty(), condition);
            }
        };
    }

    private static Sidecar sidecar(World world, Region region) {
        return new Sidecar() {
            @Override
            public Looked<Optional<Entry>> read(ItemKey key) {
                world.pause();
                return new Looked.Seen<>(Optional.ofNullable(region.entries.get(key)));
            }

            @Override
            public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
                world.pause();
                return region.swap(key, expected, next);
            }
        };
    }

    private static void everySeed(Story story) throws InterruptedException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var world = new World(seed, Scene.quiet(2));
            Consumer<World> told = own -> story.tell(own, own.regions.getFirst(), own.regions.getLast());
            world.run(told);
        }
    }

    private static void put(Region region, String text) {
        region.write(KEY, Optional.of(item(text)));
    }

    private static Item item(String text) {
        return Item.of(Map.of("text", new Value.S(text)));
    }

    private static List<Optional<String>> contents(World world) {
        return world.regions.stream()
                .map(region ->
                        region.item(KEY).flatMap(item -> item.attribute("text")).map(value -> ((Value.S) value).text()))
                .toList();
    }

    private interface Story {
        void tell(World world, Region one, Region other);
    }

    /** What a region held, to which it falls back as if nothing had come since. */
    private record Past(Optional<Item> item, Optional<Entry> entry) {
        static Past of(Region region) {
            return new Past(region.item(KEY), Optional.ofNullable(region.entries.get(KEY)));
        }

        void bringBack(Region region) {
            item.ifPresentOrElse(known -> region.items.put(KEY, known), () -> region.items.remove(KEY));
            entry.ifPresentOrElse(known -> region.entries.put(KEY, known), () -> region.entries.remove(KEY));
        }
    }

    private static final class Deaf implements Watch {
        @Override
        public void conflict(Conflict conflict) {}

        @Override
        public void foreignWrite(RegionName region, ItemKey key) {}
    }
}

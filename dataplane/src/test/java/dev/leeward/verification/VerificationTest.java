package dev.leeward.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Bytes;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import dev.leeward.verification.Difference.Kind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dleeward.verification.seed=N} begins at another seed, {@code -Dleeward.verification.seeds=N} plays more. */
final class VerificationTest {
    private static final long FIRST = Long.getLong("leeward.verification.seed", 1);
    private static final int SEEDS = Integer.getInteger("leeward.verification.seeds", 25);
    private static final List<Kind> KINDS = List.of(Kind.MISSING, Kind.EXTRA, Kind.DIFFERENT);
    private static final Effort EFFORT = new Effort(3, 2_000, Duration.ofSeconds(2), 6, 50, 100_000, 40, 10_000, 60);

    @TempDir
    private Path folder;

    @Test
    void exactly_what_was_planted_is_found_while_everything_else_is_being_written() {
        long settling = 0;
        long settled = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            var world = new World(seed);
            world.plant();
            world.live(Duration.ofSeconds(12));
            Report report = world.run();
            var moving =
                    report.differences().stream().filter(Difference::isSettling).toList();
            var found = new HashSet<>(report.differences());
            moving.forEach(found::remove);
            assertThat(found).as("seed " + seed).isEqualTo(world.planted);
            assertThat(moving).as("seed " + seed).allMatch(one -> world.lively.contains(one.key()));
            settling += moving.size();
            settled += report.settled();
            assertThat(report.isComplete()).as("seed " + seed).isTrue();
            long counted =
                    report.regions().stream().mapToLong(Report.Part::standing).sum();
            assertThat(counted).as("seed " + seed).isEqualTo(world.planted.size());
            assertThat(report.verdict())
                    .as("seed " + seed)
                    .isEqualTo(world.planted.isEmpty() ? Report.Verdict.EQUAL : Report.Verdict.DIFFERENT);
        }
        System.out.printf("%d seeds from %d on: %d settled, %d settling%n", SEEDS, FIRST, settled, settling);
        assertThat(settled).isGreaterThan(settling * 20);
    }

    @Test
    void what_is_equal_but_written_in_another_way_is_equal() {
        var world = new World(1);
        var key = ItemKey.of("way");
        var one = Map.<String, Value>of(
                "number", new Value.N(new BigDecimal("1")),
                "set", new Value.Ss(new TreeSet<>(List.of("a", "b"))),
                "empty", new Value.S(""));
        var other = Map.<String, Value>of(
                "number",
                new Value.N(new BigDecimal("1.0")),
                "set",
                new Value.Ss(new TreeSet<>(List.of("b", "a"))),
                "empty",
                new Value.S(""),
                Item.MARKER,
                new Value.S("whatever it says"),
                "aws:rep:updatetime",
                Value.N.of(7));
        world.stores.getFirst().items.put(key, Item.of(one));
        for (int store = 1; store < world.stores.size(); store++) {
            world.stores.get(store).items.put(key, Item.of(other));
        }
        Report report = world.run();
        assertThat(report.verdict()).isEqualTo(Report.Verdict.EQUAL);
        assertThat(report.settled()).isZero();
    }

    @Test
    void an_empty_text_is_not_the_same_as_no_text() {
        var world = new World(2);
        var key = ItemKey.of("empty");
        world.everywhere(key, Item.of(Map.of("text", new Value.S(""))));
        world.stores.getFirst().items.put(key, Item.of(Map.of()));
        assertThat(world.run().verdict()).isEqualTo(Report.Verdict.DIFFERENT);
    }

    @Test
    void what_never_stands_still_is_settling_and_proves_nothing() {
        var world = new World(3);
        var hot = ItemKey.of("hot");
        world.everywhere(hot, Item.of(Map.of("count", Value.N.of(0))));
        world.stores.getFirst().items.remove(hot);
        world.heat(hot, 1);
        Report report = world.run();
        assertThat(report.settling()).isEqualTo(1);
        assertThat(report.differences()).isNotEmpty().allMatch(Difference::isSettling);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.EQUAL);
    }

    @Test
    void keys_that_may_be_in_a_segment_that_nobody_could_read_are_not_called_missing_or_equal() {
        var world = new World(4);
        var second = world.stores.get(1);
        second.unreadableSegment = 1;
        Report report = world.run();
        assertThat(report.verdict()).isEqualTo(Report.Verdict.UNKNOWN);
        assertThat(report.differences()).isEmpty();
        assertThat(report.notCompared()).isPositive();
        assertThat(report.regions().get(1).unread()).hasSize(1);
        assertThat(report.regions().get(1).unread().getFirst().problem().code()).isEqualTo(FaultCode.UNAVAILABLE);
    }

    @Test
    void a_region_that_refuses_ends_it_at_once() {
        var world = new World(5);
        world.stores.get(1).broken = Optional.of(Problem.lasting(FaultCode.FORBIDDEN, "not for you"));
        Report report = world.run();
        assertThat(report.verdict()).isEqualTo(Report.Verdict.UNKNOWN);
        assertThat(report.regions().get(1).unread()).hasSize(EFFORT.segments());
        assertThat(world.stores.getFirst().spent())
                .isLessThan(world.stores.getFirst().items.size());
    }

    @Test
    void what_is_read_stays_within_the_rate_of_each_region() {
        var world = new World(6);
        Report report = world.run(EFFORT.withRate(100));
        double items = world.stores.getFirst().items.size();
        // The last page of each segment is not waited for.
        assertThat(report.length()).isGreaterThan(Duration.ofMillis((long) ((items - 3 * 40) / 100 * 1000)));
        assertThat(report.verdict()).isEqualTo(Report.Verdict.EQUAL);
    }

    @Test
    void more_differences_than_are_looked_at_again_are_said_and_not_called_equal() {
        var world = new World(7);
        world.stores.get(1).items.clear();
        var effort = new Effort(3, 1e6, Duration.ofSeconds(2), 6, 50, 10, 4, 5, 60);
        Report report = world.run(effort);
        var part = report.regions().get(1);
        assertThat(part.missing()).isEqualTo(10);
        assertThat(report.differences()).hasSize(5);
        assertThat(report.notConfirmed())
                .isEqualTo(world.stores.getFirst().items.size() - 10);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void a_folder_that_cannot_be_written_is_said() {
        var world = new World(8);
        var looked = world.verification(EFFORT, folder.resolve("missing")).run();
        assertThat(looked)
                .isInstanceOfSatisfying(
                        Looked.Unseen.class,
                        unseen -> assertThat(unseen.problem().code()).isEqualTo(FaultCode.EXHAUSTED));
    }

    /** Regions that hold the same, a planted set of differences, and applications that go on writing. */
    private final class World {
        private final SplittableRandom random;
        private final VirtualTime time;
        private final List<FakeStore> stores = new ArrayList<>();
        private final Set<Difference> planted = new HashSet<>();
        private final List<ItemKey> quiet = new ArrayList<>();
        private final List<ItemKey> lively = new ArrayList<>();

        World(long seed) {
            random = new SplittableRandom(seed);
            time = new VirtualTime(random);
            int regions = 2 + (int) (seed % 2);
            for (int number = 0; number < regions; number++) {
                stores.add(new FakeStore(
                        "region-" + (char) ('a' + number),
                        random.nextInt(),
                        8 + random.nextInt(40),
                        () -> random.nextInt(20) == 0));
            }
            int keys = 200 + random.nextInt(1500);
            for (int number = 0; number < keys; number++) {
                var key = key(number);
                (number % 5 == 0 ? lively : quiet).add(key);
                everywhere(key, item());
            }
        }

        private ItemKey key(int number) {
            return switch (number % 3) {
                case 0 -> ItemKey.of("order-" + number);
                case 1 -> new ItemKey(Value.N.of(number), Optional.of(new Value.S("" + number)));
                default -> new ItemKey(new Value.B(Bytes.of((byte) number, (byte) (number >> 8))), Optional.empty());
            };
        }

        private Item item() {
            return Item.of(Map.of("text", new Value.S("" + random.nextInt()), "one", new Value.N(BigDecimal.ONE)));
        }

        void everywhere(ItemKey key, Item item) {
            stores.forEach(store -> store.items.put(key, item));
        }

        /** Each difference at a key of its own, in a region of its own. */
        void plant() {
            int plants = random.nextInt(30);
            for (int number = 0; number < plants; number++) {
                ItemKey key = quiet.remove(random.nextInt(quiet.size()));
                int place = 1 + random.nextInt(stores.size() - 1);
                var kind = KINDS.get(random.nextInt(KINDS.size()));
                switch (kind) {
                    case MISSING -> stores.get(place).items.remove(key);
                    case DIFFERENT -> stores.get(place).items.computeIfPresent(key, (_, item) -> changed(item));
                    case EXTRA -> {
                        for (int other = 0; other < stores.size(); other++) {
                            if (other != place) stores.get(other).items.remove(key);
                        }
                    }
                }
                planted.add(new Difference(key, new RegionName("region-" + (char) ('a' + place)), kind, false));
            }
        }

        private Item changed(Item item) {
            return switch (random.nextInt(3)) {
                case 0 -> item.without("text");
                case 1 -> item.with("text", new Value.S(""));
                default -> item.with("one", new Value.S("1"));
            };
        }

        /** Writes somewhere, which comes to the other regions within less than the grace. */
        void live(Duration length) {
            for (long at = 0; at < length.toMillis(); at += 1 + random.nextInt(20)) {
                time.later(Duration.ofMillis(at), this::write);
            }
        }

        private void write() {
            ItemKey key = lively.get(random.nextInt(lively.size()));
            Optional<Item> item = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(item());
            int home = 0;
            set(stores.get(home), key, item);
            for (FakeStore store : stores.subList(1, stores.size())) {
                time.later(Duration.ofMillis(800), () -> set(store, key, item));
            }
        }

        void heat(ItemKey key, int count) {
            stores.get(1).items.put(key, Item.of(Map.of("count", Value.N.of(count))));
            time.later(Duration.ofMillis(700), () -> heat(key, count + 1));
        }

        private void set(FakeStore store, ItemKey key, Optional<Item> item) {
            item.ifPresentOrElse(present -> store.items.put(key, present), () -> store.items.remove(key));
        }

        Report run() {
            return run(EFFORT);
        }

        Report run(Effort effort) {
            return switch (verification(effort, folder).run()) {
                case Looked.Seen<Report>(Report report) -> report;
                case Looked.Unseen<Report>(Problem problem) -> throw new AssertionError(problem);
            };
        }

        Verification verification(Effort effort, Path where) {
            return new Verification(
                    stores.stream().map(FakeStore::side).toList(), effort, time, time, where, new Silent());
        }
    }

    private static final class Silent implements Watch {
        @Override
        public void read(RegionName region, int items) {}

        @Override
        public void looking(int suspects) {}
    }
}

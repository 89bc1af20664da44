package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.ChangeSource;
import dev.leeward.table.Checkpoint;
import dev.leeward.table.Condition;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.table.Written;
import dev.leeward.version.Replica;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One shard, read where some of its records cannot be stamped. */
final class ReaderTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final RegionName HERE = new RegionName("eu-west");
    private static final RegionName THERE = new RegionName("us-east");
    private static final Terms TERMS =
            new Terms(true, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofDays(8));

    private final List<ChangeRecord> records = new ArrayList<>();
    private final Map<ItemKey, Entry> entries = new HashMap<>();
    private final Map<ItemKey, Item> copies = new HashMap<>();
    private final Set<ItemKey> broken = new HashSet<>();
    private final Passage passage = new Passage(List.of("shard"));
    private final List<Sequence> saved = new ArrayList<>();
    private Instant now = START;
    private final Replicator replicator = replicator();
    private final Reading reading = replicator.read(new Replicator.Shard("shard", this::page, new Checkpoints()));

    @Test
    void while_one_record_cannot_be_stamped_nothing_says_that_all_were() {
        records.add(write("fine", 1));
        records.add(write("broken", 2));
        records.add(write("other", 3));
        broken.add(ItemKey.of("broken"));
        turns(10);
        assertThat(copies).containsOnlyKeys(ItemKey.of("fine"));
        assertThat(passage.isPast(START)).isFalse();
        assertThat(passage.isDelivered(START)).isFalse();
        assertThat(reading.towards(THERE).orElseThrow().isAtTip()).isFalse();
        broken.clear();
        turns(10);
        assertThat(passage.isPast(START)).isTrue();
        assertThat(passage.isDelivered(START)).isTrue();
        assertThat(copies).hasSize(3);
        assertThat(saved.getLast()).isEqualTo(records.getLast().sequence());
        assertThat(reading.isSettled()).isTrue();
    }

    @Test
    void what_the_stream_loses_between_stamping_and_sending_does_not_stop_what_comes_later() {
        for (int number = 1; number <= 20; number++) records.add(write("key-" + number, number));
        // Nothing leaves, so that the window fills up and stamping goes on.
        for (int turn = 0; turn < 5; turn++) reading.take();
        assertThat(entries).hasSize(20);
        records.clear();
        turns(10);
        assertThat(copies).hasSize(10);
        assertThat(passage.isDelivered(START)).isFalse();
        records.add(write("later", 30));
        turns(10);
        assertThat(copies).hasSize(11);
        assertThat(saved.getLast()).isEqualTo(records.getLast().sequence());
        assertThat(passage.isDelivered(START)).isTrue();
        assertThat(reading.isSettled()).isTrue();
    }

    private void turns(int count) {
        for (int turn = 0; turn < count; turn++) {
            now = now.plusSeconds(1);
            reading.take();
            for (Way way : replicator.ways()) while (way.take()) now = now.plusMillis(1);
        }
    }

    private Looked<ChangeSource.Page> page(Optional<Sequence> after) {
        var found = records.stream()
                .filter(record -> after.isEmpty() || record.sequence().compareTo(after.get()) > 0)
                .toList();
        return new Looked.Seen<>(new ChangeSource.Page(found, false));
    }

    private Replicator replicator() {
        Passage elsewhere = new Passage(List.of("shard"));
        var here = new Place(new Replica(HERE, "orders"), new Copies(), new Entries(entries), passage, TERMS, 0);
        var there = new Place(
                new Replica(THERE, "orders"), new Copies(), new Entries(new HashMap<>()), elsewhere, TERMS, 1);
        Watch watch = new Watch() {
            @Override
            public void conflict(Conflict conflict) {
                throw new AssertionError(conflict);
            }

            @Override
            public void foreignWrite(RegionName region, ItemKey key) {
                throw new AssertionError(key);
            }
        };
        Crew crew = works -> works.forEach(Runnable::run);
        return new Replicator(here, List.of(there), new Replicator.Bounds(10, 4), crew, () -> now, () -> now, watch);
    }

    private static ChangeRecord write(String key, long number) {
        var sequence = new Sequence("2026-01-01T00:00:00.000", BigInteger.valueOf(number));
        var item = Item.of(Map.of("total", Value.N.of(number)));
        return new ChangeRecord(sequence, ItemKey.of(key), START, Optional.empty(), Optional.of(item), false);
    }

    private final class Checkpoints implements Checkpoint {
        @Override
        public Looked<Optional<Sequence>> load() {
            return new Looked.Seen<>(Optional.empty());
        }

        @Override
        public Written save(Sequence applied) {
            saved.add(applied);
            return new Written.Done(Optional.empty());
        }
    }

    private final class Entries implements Sidecar {
        private final Map<ItemKey, Entry> all;

        private Entries(Map<ItemKey, Entry> all) {
            this.all = all;
        }

        @Override
        public Looked<Optional<Entry>> read(ItemKey key) {
            return new Looked.Seen<>(Optional.ofNullable(all.get(key)));
        }

        @Override
        public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
            if (broken.contains(key)) {
                return new Written.Failed(Problem.passing(FaultCode.TIMED_OUT, "no answer"), true);
            }
            if (!Optional.ofNullable(all.get(key)).equals(expected)) return new Written.Refused();
            all.put(key, next);
            return new Written.Done(Optional.empty());
        }
    }

    /** Where copies land; nothing else stands there. */
    private final class Copies implements Table {
        @Override
        public Looked<Optional<Item>> read(ItemKey key) {
            return new Looked.Seen<>(Optional.ofNullable(copies.get(key)));
        }

        @Override
        public Written put(ItemKey key, Item item, Condition condition) {
            copies.put(key, item);
            return new Written.Done(Optional.of(item));
        }

        @Override
        public Written mark(ItemKey key, Value marker, Condition.All known) {
            throw new AssertionError("nothing is deleted");
        }

        @Override
        public Written delete(ItemKey key, Condition condition) {
            throw new AssertionError("nothing is deleted");
        }
    }
}

package dev.leeward.replication.model;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.Bookmark.Mark;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Condition;
import dev.leeward.table.Entry;
import dev.leeward.table.Sequence;
import dev.leeward.table.Written;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What one region keeps, with DynamoDB's rules: it survives every process. Every write is atomic. */
final class Region {
    static final int SHARDS = 2;
    static final String EXPIRY = "ttl";
    private static final String STREAM = "2026-01-01T00:00:00.000";

    final RegionName name;
    final Map<ItemKey, Item> items = new HashMap<>();
    final Map<ItemKey, Entry> entries = new HashMap<>();
    final List<List<Shown>> streams = new ArrayList<>();
    final List<Optional<Sequence>> checkpoints = new ArrayList<>();
    Duration skew = Duration.ZERO;
    final Map<String, Mark> bookmarks = new HashMap<>();
    final List<Optional<Sequence>> lost = new ArrayList<>();
    long round;
    long audited;
    long healed;
    boolean isRemade;
    /** Whether its stream says what it took away itself. */
    boolean isTelling = true;

    private final Supplier<Instant> trueTime;
    private final Supplier<Duration> delay;
    private final Duration granularity;
    private final Onlooker onlooker;
    private long written;

    Region(
            RegionName name,
            Supplier<Instant> trueTime,
            Supplier<Duration> delay,
            Duration granularity,
            Onlooker onlooker) {
        this.name = name;
        this.trueTime = trueTime;
        this.delay = delay;
        this.granularity = granularity;
        this.onlooker = onlooker;
        for (int shard = 0; shard < SHARDS; shard++) {
            streams.add(new ArrayList<>());
            lost.add(Optional.empty());
            checkpoints.add(Optional.empty());
        }
    }

    Optional<Item> item(ItemKey key) {
        return Optional.ofNullable(items.get(key));
    }

    /** What applications see as theirs. */
    Map<ItemKey, Item> contents() {
        var contents = new HashMap<ItemKey, Item>();
        items.forEach((key, item) -> contents.put(key, item.content()));
        return contents;
    }

    /** Puts or deletes, whatever stands there; an application's write. */
    void write(ItemKey key, Optional<Item> item) {
        change(key, item, By.APPLICATION);
    }

    /** Takes away what has expired by its own clock; says how much. */
    int expire() {
        List<ItemKey> over = items.entrySet().stream()
                .filter(entry -> isOver(entry.getValue(), trueTime.get().plus(skew)))
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(key -> change(key, Optional.empty(), By.STORE));
        return over.size();
    }

    static boolean isOver(Item item, Instant now) {
        return item.attribute(EXPIRY).orElse(new Value.Null()) instanceof Value.N(BigDecimal seconds)
                && seconds.longValueExact() <= now.getEpochSecond();
    }

    /** Puts or deletes under a condition; a replicator's write. */
    Written write(ItemKey key, Optional<Item> item, Condition condition) {
        if (!holds(key, condition)) return new Written.Refused();
        change(key, item, By.REPLICATOR);
        return new Written.Done(item(key));
    }

    /** Puts or deletes under a condition, as an application would. */
    Written rewrite(ItemKey key, Optional<Item> item, Condition condition) {
        if (!holds(key, condition)) return new Written.Refused();
        change(key, item, By.APPLICATION);
        return new Written.Done(item(key));
    }

    Written mark(ItemKey key, Value marker, Condition condition) {
        if (!holds(key, condition)) return new Written.Refused();
        change(key, item(key).map(item -> item.with(Item.MARKER, marker)), By.REPLICATOR);
        return new Written.Done(item(key));
    }

    Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
        if (!Optional.ofNullable(entries.get(key)).equals(expected)) return new Written.Refused();
        entries.put(key, next);
        onlooker.swapped(name, key, expected, next);
        return new Written.Done(Optional.empty());
    }

    boolean isDrained() {
        for (int shard = 0; shard < SHARDS; shard++) {
            var stream = streams.get(shard);
            if (hasLost(shard, checkpoints.get(shard))) return false;
            var last = stream.isEmpty()
                    ? checkpoints.get(shard)
                    : Optional.of(stream.getLast().record().sequence());
            if (!last.equals(checkpoints.get(shard))) return false;
        }
        return true;
    }

    /** Forgets the oldest records of a shard, whether or not anybody has read them. */
    void trim(int shard, int count) {
        var stream = streams.get(shard);
        for (int gone = 0; gone < count && !stream.isEmpty(); gone++) {
            Shown record = stream.removeFirst();
            lost.set(shard, Optional.of(record.record().sequence()));
            onlooker.lost(name, record.record());
        }
    }

    /** Whether who has read so far misses something. */
    boolean hasLost(int shard, Optional<Sequence> after) {
        return lost.get(shard)
                .filter(gone -> after.isEmpty() || gone.compareTo(after.get()) > 0)
                .isPresent();
    }

    /** It is known. */
    void forgive(int shard) {
        lost.set(shard, Optional.empty());
    }

    static int shardOf(ItemKey key) {
        return Math.floorMod(key.hashCode(), SHARDS);
    }

    private boolean holds(ItemKey key, Condition condition) {
        Optional<Item> there = item(key);
        return switch (condition) {
            case Condition.Nothing _ -> there.isEmpty();
            // Attributes that the condition does not name go unseen, as in DynamoDB.
            case Condition.All(Item known, Set<String> others) ->
                there.isPresent()
                        && there.get()
                                .attributes()
                                .entrySet()
                                .containsAll(known.attributes().entrySet())
                        && there.get().marker().equals(known.marker())
                        && others.stream()
                                .allMatch(name -> there.get().attribute(name).equals(known.attribute(name)));
        };
    }

    private void change(ItemKey key, Optional<Item> after, By whom) {
        Optional<Item> before = item(key);
        if (before.equals(after)) return;
        after.ifPresentOrElse(item -> items.put(key, item), () -> items.remove(key));
        var stream = streams.get(shardOf(key));
        var sequence = new Sequence(STREAM, BigInteger.valueOf(++written));
        long millis = trueTime.get().plus(skew).toEpochMilli();
        var created = Instant.ofEpochMilli(millis - Math.floorMod(millis, Math.max(1, granularity.toMillis())));
        Instant shows = trueTime.get().plus(delay.get());
        if (!stream.isEmpty() && shows.isBefore(stream.getLast().shows())) {
            shows = stream.getLast().shows();
        }
        var record = new ChangeRecord(sequence, key, created, before, after, whom == By.STORE && isTelling);
        stream.add(new Shown(record, shows));
        onlooker.changed(name, record, whom);
    }

    /** Who has changed an item. */
    enum By {
        APPLICATION,
        REPLICATOR,
        STORE
    }

    /** A record, and when the stream begins to show it. */
    record Shown(ChangeRecord record, Instant shows) {}
}

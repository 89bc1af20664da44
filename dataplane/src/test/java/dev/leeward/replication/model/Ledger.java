package dev.leeward.replication.model;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Entry;
import dev.leeward.table.Sequence;
import dev.leeward.version.Claim;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps count of every write and of what its writer's region had seen before, in true order, and judges by that. It learns
 * which write a version belongs to by looking at the sidecar, and a copy's version by looking at its marker; it decides nothing
 * the way the replicators do.
 */
final class Ledger implements Onlooker {
    private final Map<Cell, BitSet> seen = new HashMap<>();
    private final Map<Cell, Version> landed = new HashMap<>();
    private final Set<Cell> incomplete = new HashSet<>();
    private final Map<Cell, List<Write>> contents = new HashMap<>();
    private final Map<Spot, Write> writes = new HashMap<>();
    private final Map<Stamp, Write> stamped = new HashMap<>();
    private final Map<ItemKey, Version> highest = new HashMap<>();
    private final List<Write> all = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();
    private final List<Supplier<String>> story = new ArrayList<>();
    int misread;
    long byReplicators;

    /** An old row, before anybody counted. */
    void stood(RegionName region, ItemKey key, Item item) {
        var cell = new Cell(region, key);
        var write = new Write(key, all.size(), Optional.of(item), new BitSet(), true);
        write.claim = Claim.of(item, World.CLAIM);
        all.add(write);
        seen.computeIfAbsent(cell, _ -> new BitSet()).set(write.id);
        incomplete.add(cell);
        contents.computeIfAbsent(cell, _ -> new ArrayList<>()).add(write);
        story.add(() -> "%s %s: old row %d %s".formatted(key.partition(), region, write.id, text(Optional.of(item))));
    }

    @Override
    public void lost(RegionName region, ChangeRecord record) {
        Write write = writes.get(new Spot(region, record.sequence()));
        if (write != null && write.version == null) write.isLost = true;
        incomplete.add(new Cell(region, record.key()));
        story.add(() -> "%s %s %s: the record is gone"
                .formatted(record.key().partition(), region, record.sequence().number()));
    }

    @Override
    public void changed(RegionName region, ChangeRecord record, Region.By whom) {
        var cell = new Cell(region, record.key());
        BitSet past = seen.computeIfAbsent(cell, _ -> new BitSet());
        if (whom != Region.By.REPLICATOR) {
            boolean isTouch = isExpiry(record)
                    || record.before().map(Item::content).equals(record.after().map(Item::content))
                    || (record.after().isEmpty()
                            && isMarkedForDeletion(record.before().orElseThrow()));
            var write = new Write(
                    record.key(), all.size(), record.after().map(Item::content), (BitSet) past.clone(), isTouch);
            write.claim = whom == Region.By.STORE
                    ? Optional.empty()
                    : record.after()
                            .flatMap(item -> Claim.of(item, World.CLAIM))
                            .filter(claim -> claim.region().equals(region));
            write.isExpiry = whom == Region.By.STORE;
            all.add(write);
            story.add(() -> "%s %s %s: %s's write %d %s -> %s"
                    .formatted(
                            record.key().partition(),
                            region,
                            record.sequence().number(),
                            whom,
                            write.id,
                            text(record.before()),
                            text(record.after())));
            write.cell = Optional.of(cell)
                    .filter(_ -> record.after().flatMap(Item::marker).isPresent());
            past.set(write.id);
            contents.computeIfAbsent(cell, _ -> new ArrayList<>()).add(write);
            writes.put(new Spot(region, record.sequence()), write);
            return;
        }
        byReplicators++;
        story.add(() -> "%s %s %s: replicator's %s -> %s"
                .formatted(
                        record.key().partition(),
                        region,
                        record.sequence().number(),
                        text(record.before()),
                        text(record.after())));
        Version version = versionOf(record.after().or(record::before).orElseThrow());
        Write copied = stamped.get(new Stamp(record.key(), version));
        if (copied == null) {
            breaches.add("a copy of " + version + " landed in " + region + ", which nobody wrote");
            return;
        }
        Version last = landed.put(cell, version);
        if (last != null && last.compareTo(version) > 0) {
            breaches.add(region + " went back from " + last + " to " + version + " for " + record.key());
        }
        boolean isMark = record.after().isPresent()
                && record.before().map(Item::content).equals(record.after().map(Item::content))
                && !record.after().map(Item::content).equals(copied.content);
        writes.put(new Spot(region, record.sequence()), copied);
        if (isMark) return;
        past.or(copied.past);
        past.set(copied.id);
        contents.computeIfAbsent(cell, _ -> new ArrayList<>()).add(copied);
    }

    @Override
    public void swapped(RegionName region, ItemKey key, Optional<Entry> before, Entry after) {
        byReplicators++;
        story.add(() -> "%s %s: entry %s passed %s"
                .formatted(
                        key.partition(),
                        region,
                        after.version(),
                        after.passed()
                                .map(p -> p.sequence().number() + " " + p.version()
                                        + (p.isLocal() ? " local" : " removal") + " landed " + p.landed())
                                .orElse("nothing")));
        if (before.filter(entry -> entry.version().compareTo(after.version()) > 0)
                .isPresent()) {
            breaches.add("the sidecar of " + region + " fell to " + after.version());
        }
        claimed(key, after);
        if (before.flatMap(Entry::passed).equals(after.passed())
                && !stamped.containsKey(new Stamp(key, after.version()))
                && !after.version().isExpired()
                && after.version().region().equals(region)) {
            found(region, key, before, after);
            return;
        }
        Optional<Entry.Passed> passed = after.passed().filter(Entry.Passed::isLocal);
        if (passed.isEmpty() || before.flatMap(Entry::passed).equals(after.passed())) return;
        Write write = writes.get(new Spot(region, passed.get().sequence()));
        if (write == null) throw new AssertionError("stamped a record that does not exist");
        if (write.version != null && !write.version.isOld()) misread++;
        if (write.isExpiry) write.expired = after.overwrote().map(meant -> stamped.get(new Stamp(key, meant)));
        stamp(region, key, write, passed.get().version());
    }

    /** A stamp of an application is first seen in a sidecar where the write goes to; it is that of the first that bore it. */
    private void claimed(ItemKey key, Entry after) {
        if (stamped.containsKey(new Stamp(key, after.version()))) return;
        all.stream()
                .filter(write -> write.key.equals(key) && write.version == null)
                .filter(write -> write.claim.equals(Optional.of(after.version())))
                .filter(write -> write.content
                        .map(item -> new Replica(after.version().region(), "orders").digest(key, item))
                        .equals(after.content()))
                .findFirst()
                .ifPresent(write -> stamp(after.version().region(), key, write, after.version()));
    }

    /** What stood in the table got a version without any record of it. */
    private void found(RegionName region, ItemKey key, Optional<Entry> before, Entry after) {
        if (before.map(Entry::version).equals(Optional.of(after.version()))) return;
        var replica = new Replica(region, "orders");
        List<Write> there = contents.getOrDefault(new Cell(region, key), List.of());
        // What nobody knew of is the first that stood there; what was found later is the last.
        Write write = (before.isEmpty() ? there : there.reversed())
                .stream()
                        .filter(each -> each.content
                                .map(item -> replica.digest(key, item))
                                .equals(after.content()))
                        .findFirst()
                        .orElse(null);
        if (write == null) {
            breaches.add(after.version() + " in " + region + " is of something that never stood there");
            return;
        }
        stamp(region, key, write, after.version());
    }

    private void stamp(RegionName region, ItemKey key, Write write, Version version) {
        write.past.stream()
                .mapToObj(all::get)
                .filter(earlier -> earlier != write && earlier.counts())
                .filter(earlier ->
                        !version.isAbove(earlier.version()) || earlier.version().isEmpty())
                .forEach(earlier -> breaches.add(version + " in " + region + " had seen write " + earlier.id
                        + ", whose version is " + earlier.version()));
        write.version = version;
        stamped.put(new Stamp(key, version), write);
        highest.merge(key, version, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** All that happened, line by line. */
    String story() {
        return story.stream().map(Supplier::get).collect(Collectors.joining("\n"));
    }

    private static String text(Optional<Item> item) {
        return item.map(present -> present.attributes().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("id"))
                        .map(entry -> entry.getKey().equals(Item.MARKER)
                                ? "~" + versionOf(present)
                                : entry.getValue().toString())
                        .collect(Collectors.joining(" ")))
                .orElse("nothing");
    }

    /** What went wrong, once everything has come to rest. */
    List<String> judge(List<Region> regions) {
        var found = new ArrayList<>(breaches);
        if (regions.stream().map(Region::contents).distinct().count() > 1) found.add("regions differ");
        highest.forEach((key, version) -> {
            Write winner = stamped.get(new Stamp(key, version));
            for (Region region : regions) {
                Optional<Item> content = region.item(key).map(Item::content);
                if (winner == null || !content.equals(winner.content)) {
                    found.add("%s in %s is %s, but %s was the last: %s"
                            .formatted(key, region.name, content, version, winner == null ? "" : winner.content));
                }
                Entry entry = region.entries.get(key);
                boolean isBesideIt = winner != null
                        && winner.claim.equals(Optional.of(version))
                        && region.name.equals(version.region());
                if (!isBesideIt && (entry == null || !entry.version().equals(version))) {
                    found.add("%s in %s has the entry %s instead of %s".formatted(key, region.name, entry, version));
                }
            }
            if (winner == null) return;
            overwritten(key, winner).ifPresent(found::add);
            winner.expired.flatMap(gone -> extended(key, winner, gone)).ifPresent(found::add);
        });
        all.stream()
                .filter(write -> write.version == null && write.counts() && !isOutdone(write))
                .forEach(write -> found.add("write " + write.id + " got no version"));
        return found;
    }

    /** What bears a stamp that is below the last version needs no other one, and nobody has to have seen it. */
    private boolean isOutdone(Write write) {
        Version last = highest.get(write.key);
        return last != null
                && write.claim.filter(claim -> last.isAbove(Optional.of(claim))).isPresent();
    }

    /** A write that somebody has seen and overwritten cannot be the last. */
    private Optional<String> overwritten(ItemKey key, Write winner) {
        return all.stream()
                .filter(write -> write.past.get(winner.id) && write != winner && write.counts())
                .findFirst()
                .map(write -> "%s ended with write %d, which write %d had seen and overwritten"
                        .formatted(key, winner.id, write.id));
    }

    /** A store that takes away what has expired writes nothing; nor does who deletes that, where one cannot tell them apart. */
    private static boolean isExpiry(ChangeRecord record) {
        return record.after().isEmpty()
                && record.before()
                        .filter(item -> Region.isOver(item, record.created().plus(Scene.GRANULARITY)))
                        .isPresent();
    }

    /** Who has seen an item and written it anew must not lose that to a store that takes the old one away. */
    private Optional<String> extended(ItemKey key, Write expiry, Write gone) {
        return all.stream()
                .filter(write -> write.past.get(gone.id)
                        && !write.isExpiry
                        && write.version().isPresent())
                .filter(write -> !write.isTouch && !expiry.past.get(write.id))
                .findFirst()
                .map(write -> "%s ended with the expiry of write %d, which write %d had seen and overwritten elsewhere"
                        .formatted(key, gone.id, write.id));
    }

    private static boolean isMarkedForDeletion(Item item) {
        return item.marker()
                .filter(marker -> marker instanceof Value.M map
                        && new Value.Bool(true).equals(map.entries().get("deletes")))
                .isPresent();
    }

    /** As it stands in the marker, true or not. */
    private static Version versionOf(Item item) {
        if (item.marker().orElseThrow() instanceof Value.M map
                && map.entries().get("millis") instanceof Value.N millis
                && map.entries().get("counter") instanceof Value.N counter
                && map.entries().get("region") instanceof Value.S region) {
            return new Version(
                    millis.number().longValue(),
                    counter.number().intValue(),
                    new RegionName(region.text()),
                    map.entries().containsKey("expired"));
        }
        throw new AssertionError("a replicator wrote no marker");
    }

    private record Cell(RegionName region, ItemKey key) {}

    private record Stamp(ItemKey key, Version version) {}

    private record Spot(RegionName region, Sequence sequence) {}

    private final class Write {
        private final ItemKey key;
        private final int id;
        private final Optional<Item> content;
        private final BitSet past;
        private final boolean isTouch;
        private boolean isLost;
        private boolean isExpiry;
        private Optional<Write> expired = Optional.empty();
        private Optional<Version> claim = Optional.empty();
        private Optional<Cell> cell = Optional.empty();
        private @Nullable Version version;

        private Write(ItemKey key, int id, Optional<Item> content, BitSet past, boolean isTouch) {
            this.isTouch = isTouch;
            this.key = key;
            this.id = id;
            this.content = content;
            this.past = past;
        }

        /** The one it got, or the one it claims. */
        private Optional<Version> version() {
            return Optional.ofNullable(version).or(() -> claim);
        }

        /**
         * What changed nothing but a marker, or deleted what was being deleted, may go without a version; so may an old row that
         * was overwritten before anybody came by, and a write whose record is gone if another one fell on it. What brought a
         * copy back is taken for a late copy where the records are gone that showed this copy before.
         */
        private boolean counts() {
            boolean isRestored = cell.filter(incomplete::contains).isPresent();
            return !(isTouch || isLost || isRestored) || version != null;
        }
    }
}

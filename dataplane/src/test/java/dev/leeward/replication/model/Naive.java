package dev.leeward.replication.model;

import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.replication.Turn;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Condition;
import dev.leeward.table.Sequence;
import dev.leeward.version.Marker;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The replicator that one writes first: copies bear a mark and are not sent on, and whatever arrives last stands. */
final class Naive {
    private final World world;
    private final Region source;

    Naive(World world, Region source) {
        this.world = world;
        this.source = source;
    }

    List<Turn> turns() {
        return IntStream.range(0, Region.SHARDS)
                .<Turn>mapToObj(shard -> () -> forward(shard))
                .toList();
    }

    private boolean forward(int shard) {
        Optional<Sequence> done = source.checkpoints.get(shard);
        Optional<ChangeRecord> next = source.streams.get(shard).stream()
                .map(Region.Shown::record)
                .filter(record -> done.isEmpty() || record.sequence().compareTo(done.get()) > 0)
                .findFirst();
        next.ifPresent(record -> {
            if (!isCopy(record))
                world.regions.stream().filter(region -> region != source).forEach(region -> put(region, record));
            source.checkpoints.set(shard, Optional.of(record.sequence()));
        });
        return next.isPresent();
    }

    /** A new mark is ours; for deletes it looks whether there was a copy, which is as good as it gets. */
    private static boolean isCopy(ChangeRecord record) {
        Optional<Value> before = record.before().flatMap(Item::marker);
        return record.after()
                .map(after -> after.marker().isPresent() && !after.marker().equals(before))
                .orElseGet(before::isPresent);
    }

    private void put(Region region, ChangeRecord record) {
        world.pause();
        var version = new Version(record.sequence().number().longValue(), 0, source.name);
        var replica = new Replica(region.name, "orders");
        Optional<Item> copy = record.after()
                .map(Item::content)
                .map(item -> item.with(
                        Item.MARKER,
                        Marker.on(replica, record.key(), item, version, false).toValue()));
        // What stands there now is what the condition asks for: it always holds.
        if (region.item(record.key()).isPresent() || copy.isPresent()) {
            region.write(record.key(), copy, Condition.still(region.item(record.key())));
        }
    }
}

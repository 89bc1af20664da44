package dev.leeward.replication.model;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.Checkpoint;
import dev.leeward.table.Condition;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.RegionContract;
import dev.leeward.table.Sequence;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.table.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The model keeps to what is asked of every store. */
class ModelRegionTest extends RegionContract {
    private final Region region = new Region(
            new RegionName("region-a"), () -> Instant.EPOCH, () -> Duration.ZERO, Scene.GRANULARITY, new Nobody());

    @Override
    protected Table table() {
        return new Table() {
            @Override
            public Looked<Optional<Item>> read(ItemKey key) {
                return new Looked.Seen<>(region.item(key));
            }

            @Override
            public Written put(ItemKey key, Item item, Condition condition) {
                return region.write(key, Optional.of(item), condition);
            }

            @Override
            public Written mark(ItemKey key, Value marker, Condition.All known) {
                return region.mark(key, marker, known);
            }

            @Override
            public Written delete(ItemKey key, Condition condition) {
                return region.write(key, Optional.empty(), condition);
            }
        };
    }

    @Override
    protected Sidecar sidecar() {
        return new Sidecar() {
            @Override
            public Looked<Optional<Entry>> read(ItemKey key) {
                return new Looked.Seen<>(Optional.ofNullable(region.entries.get(key)));
            }

            @Override
            public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
                return region.swap(key, expected, next);
            }
        };
    }

    @Override
    protected Checkpoint checkpoint() {
        return new Checkpoint() {
            @Override
            public Looked<Optional<Sequence>> load() {
                return new Looked.Seen<>(region.checkpoints.getFirst());
            }

            @Override
            public Written save(Sequence applied) {
                region.checkpoints.set(0, Optional.of(applied));
                return new Written.Done(Optional.empty());
            }
        };
    }

    private static final class Nobody implements Onlooker {
        @Override
        public void changed(RegionName region, ChangeRecord record, Region.By whom) {
            // Nobody looks.
        }

        @Override
        public void swapped(RegionName region, ItemKey key, Optional<Entry> before, Entry after) {
            // Nobody looks.
        }
    }
}

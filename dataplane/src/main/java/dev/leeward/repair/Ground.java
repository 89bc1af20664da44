package dev.leeward.repair;

import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.replication.HandDelivery;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.version.Replica;
import java.util.Optional;

/**
 * One region of a table that is to be repaired.
 *
 * @param versions its sidecar and the way for copies, where Leeward replicates the table
 */
public record Ground(Replica replica, Table table, Optional<Versions> versions) {
    /** What Leeward's replication keeps and does in the region. */
    public record Versions(Sidecar sidecar, HandDelivery delivery) {}

    /** Reads the entry first, so that an item that is newer than its entry shows as unknown, and not the other way round. */
    Looked<Holding> look(ItemKey key) {
        Optional<Entry> entry = Optional.empty();
        if (versions.isPresent()) {
            switch (versions.get().sidecar().read(key)) {
                case Looked.Unseen<Optional<Entry>>(Problem problem) -> {
                    return new Looked.Unseen<>(problem);
                }
                case Looked.Seen<Optional<Entry>>(Optional<Entry> seen) -> entry = seen;
            }
        }
        return switch (table.read(key)) {
            case Looked.Unseen<Optional<Item>>(Problem problem) -> new Looked.Unseen<>(problem);
            case Looked.Seen<Optional<Item>>(Optional<Item> item) ->
                new Looked.Seen<>(new Holding(replica, key, item, entry));
        };
    }
}

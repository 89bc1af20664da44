package dev.leeward.repair;

import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.table.Entry;
import dev.leeward.version.Marker;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.util.Optional;

/** What one region holds under a key, and what its sidecar says of it, if it has one. */
record Holding(Replica replica, ItemKey key, Optional<Item> item, Optional<Entry> entry) {
    Optional<Item> content() {
        return item.map(Item::content);
    }

    Optional<Digest> digest() {
        return item.map(present -> replica.digest(key, present));
    }

    Optional<Version> announced() {
        return entry.map(Entry::version);
    }

    /** The version of what stands there, if the sidecar says that this is what should. */
    Optional<Version> version() {
        return entry.filter(known -> known.content().equals(digest())).map(Entry::version);
    }

    /** Whether nothing was ever known to stand here, and nothing does. */
    boolean isBlank() {
        return item.isEmpty() && entry.isEmpty();
    }

    /** Whether this is a true copy of something older than what was announced: that never landed. */
    boolean isOverdue() {
        return item.flatMap(present -> Marker.of(replica, key, present))
                .filter(marker -> !marker.deletes())
                .filter(marker -> announced()
                        .filter(known -> marker.version().compareTo(known) < 0)
                        .isPresent())
                .isPresent();
    }
}

package dev.leeward.provision;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Index;
import dev.leeward.declared.Key;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table as it stands in one region. What a store does not know of at all is empty, which is not the same as off.
 *
 * @param status the store's word for the state of the table; {@code ACTIVE} when nothing is under way
 * @param capacity the provisioned units; empty: it is paid by request
 * @param stream the store's word for what is streamed; empty: nothing is
 * @param expiry the attribute that says when an item expires
 * @param recovery whether any second can be gone back to
 * @param scaling what scales its units, and those of its indexes, between which bounds; nothing at all where the store scales
 *     nothing
 * @param group the global table that it is a replica of
 * @param foreign what it has that cannot be declared here, in words
 */
public record ObservedTable(
        String status,
        Key key,
        SortedMap<String, AttributeType> attributes,
        List<ObservedIndex> indexes,
        Optional<Units> capacity,
        Optional<String> stream,
        Expiry expiry,
        Optional<Boolean> recovery,
        boolean deletionProtection,
        Optional<SortedMap<String, String>> tags,
        Optional<SortedMap<ScaledUnits, ScalingBounds>> scaling,
        ReplicaGroup group,
        List<String> foreign) {
    /** The store's word for a table or an index that nothing is under way with. */
    public static final String ACTIVE = "ACTIVE";

    /** The store's word for a stream of both images. */
    public static final String BOTH_IMAGES = "NEW_AND_OLD_IMAGES";

    public ObservedTable {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        indexes = List.copyOf(indexes);
        tags = tags.map(all -> Collections.unmodifiableSortedMap(new TreeMap<>(all)));
        scaling = scaling.map(all -> Collections.unmodifiableSortedMap(new TreeMap<>(all)));
        foreign = List.copyOf(foreign);
    }

    /** An index as it stands. */
    public record ObservedIndex(Index index, String status, Optional<Units> capacity) {}

    /** Units per second. */
    public record Units(long read, long write) {}

    /**
     * What becomes of items whose time is up.
     *
     * @param attribute the one that says when; empty: nothing expires
     * @param isSettled whether it is not just being switched
     */
    public record Expiry(Optional<String> attribute, boolean isSettled) {
        /** Nothing expires. */
        public static final Expiry NONE = new Expiry(Optional.empty(), true);
    }

    /** Whether nothing is under way with it or any of its indexes. */
    public boolean isActive() {
        return status.equals(ACTIVE)
                && indexes.stream().allMatch(index -> index.status().equals(ACTIVE));
    }

    /** The index of this name. */
    public Optional<ObservedIndex> index(String name) {
        return indexes.stream().filter(each -> each.index().name().equals(name)).findFirst();
    }
}

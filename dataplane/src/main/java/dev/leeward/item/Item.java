package dev.leeward.item;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All attributes of an item. Some may not be the application's: the mark a replicator leaves, ours or that of DynamoDB's
 * first global tables. What the application wrote is its {@link #content()}.
 */
public record Item(SortedMap<String, Value> attributes) {
    /** The one attribute that Leeward adds to items it copies. */
    public static final String MARKER = "leeward:copy";

    private static final String AWS_REPLICATION = "aws:rep:";

    public Item {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** An item of these attributes. */
    public static Item of(Map<String, Value> attributes) {
        return new Item(new TreeMap<>(attributes));
    }

    /** The attribute of this name, if there is one. */
    public Optional<Value> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** The mark of Leeward, as it stands there: it may not be true. */
    public Optional<Value> marker() {
        return attribute(MARKER);
    }

    /** What the application wrote, without any replicator's attributes. */
    public Item content() {
        if (attributes.keySet().stream().noneMatch(Item::isReplicators)) return this;
        var content = new TreeMap<>(attributes);
        content.keySet().removeIf(Item::isReplicators);
        return new Item(content);
    }

    private static boolean isReplicators(String name) {
        return name.equals(MARKER) || name.startsWith(AWS_REPLICATION);
    }

    /** The same with this attribute set. */
    public Item with(String name, Value value) {
        var changed = new TreeMap<>(attributes);
        changed.put(name, value);
        return new Item(changed);
    }

    /** The same without this attribute. */
    public Item without(String name) {
        var changed = new TreeMap<>(attributes);
        changed.remove(name);
        return new Item(changed);
    }
}

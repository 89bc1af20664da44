package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Written;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The sidecar as a table with the keys of the application's table, so that it spreads over the store as that does. An entry is
 * one attribute, which one comparison swaps; beside it stands when the store may forget it.
 */
public final class DynamoSidecar implements Sidecar {
    /** The attribute by which the store's own time to live takes forgotten entries away: seconds since 1970. */
    public static final String EXPIRES = "leeward:expires";

    private static final String ENTRY = "leeward:entry";

    private final Store store;
    private final String name;
    private final KeyNames keys;

    /** The sidecar in the table of that name; {@code keys} are those of the application's table. */
    public DynamoSidecar(Store store, String name, KeyNames keys) {
        this.store = store;
        this.name = name;
        this.keys = keys;
    }

    @Override
    public Looked<Optional<Entry>> read(ItemKey key) {
        return switch (Calls.item(store, name, Attributes.of(key, keys))) {
            case Looked.Unseen(Problem problem) -> new Looked.Unseen<>(problem);
            case Looked.Seen(Optional<Item> item) -> entry(item);
        };
    }

    @Override
    public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
        var condition = expected.map(EntryForm::of).map(Expectations::equal).orElseGet(Expectations::nothing);
        Map<String, AttributeValue> item = new HashMap<>(Attributes.of(key, keys));
        item.put(ENTRY, Attributes.of(EntryForm.of(next)));
        next.expires().map(Instant::getEpochSecond).ifPresent(at -> item.put(EXPIRES, Attributes.of(Value.N.of(at))));
        Answer<Optional<Item>> answer = store.tables(tables -> {
            tables.putItem(all -> all.tableName(name).item(item).expected(Map.of(ENTRY, condition)));
            return Optional.empty();
        });
        return Calls.written(answer);
    }

    /** The entry that an item of a sidecar holds, if it can be read. */
    static Optional<Entry> entryOf(Item item) {
        return item.attribute(ENTRY).flatMap(EntryForm::parse);
    }

    private Looked<Optional<Entry>> entry(Optional<Item> item) {
        Optional<Value> form = item.flatMap(present -> present.attribute(ENTRY));
        Optional<Entry> entry = form.flatMap(EntryForm::parse);
        if (form.isPresent() == entry.isPresent()) return new Looked.Seen<>(entry);
        return new Looked.Unseen<>(Problem.lasting(
                FaultCode.GARBLED, "an entry of " + name + " in " + store.address() + " cannot be read"));
    }
}

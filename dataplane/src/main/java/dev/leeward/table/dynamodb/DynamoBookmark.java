package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.table.Bookmark;
import dev.leeward.table.Looked;
import dev.leeward.table.Written;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A bookmark as one of the notes on a table. */
public final class DynamoBookmark implements Bookmark {
    private static final String ROUND = "round";
    private static final String SEEN = "seen";
    private static final String DONE = "done";
    private static final String PARTITION = "partition";
    private static final String SORT = "sort";

    private final Store store;
    private final Notes notes;
    private final String name;

    /** The bookmark of that name among the notes. */
    public DynamoBookmark(Store store, Notes notes, String name) {
        this.store = store;
        this.notes = notes;
        this.name = name;
    }

    @Override
    public Looked<Optional<Mark>> load() {
        return switch (Calls.item(store, notes.name(), notes.key(name))) {
            case Looked.Unseen<Optional<Item>>(Problem problem) -> new Looked.Unseen<>(problem);
            case Looked.Seen<Optional<Item>>(Optional<Item> item) -> mark(item);
        };
    }

    @Override
    public Written save(Mark mark) {
        Map<String, AttributeValue> item = new HashMap<>(notes.key(name));
        item.put(ROUND, AttributeValue.fromN(Long.toString(mark.round())));
        item.put(SEEN, AttributeValue.fromN(Long.toString(mark.seen())));
        item.put(DONE, AttributeValue.fromBool(mark.isDone()));
        mark.after().ifPresent(key -> {
            item.put(PARTITION, Attributes.of(key.partition()));
            key.sort().ifPresent(sort -> item.put(SORT, Attributes.of(sort)));
        });
        return Calls.written(store.tables(tables -> {
            tables.putItem(all -> all.tableName(notes.name()).item(item));
            return Optional.empty();
        }));
    }

    private Looked<Optional<Mark>> mark(Optional<Item> item) {
        if (item.isEmpty()) return new Looked.Seen<>(Optional.empty());
        return item.flatMap(DynamoBookmark::parse)
                .<Looked<Optional<Mark>>>map(mark -> new Looked.Seen<>(Optional.of(mark)))
                .orElseGet(() -> new Looked.Unseen<>(Problem.lasting(
                        FaultCode.GARBLED, "the note " + name + " in " + store.address() + " cannot be read")));
    }

    private static Optional<Mark> parse(Item note) {
        Optional<ItemKey> after =
                note.attribute(PARTITION).map(partition -> new ItemKey(partition, note.attribute(SORT)));
        boolean isDone = note.attribute(DONE).equals(Optional.of(new Value.Bool(true)));
        return number(note, ROUND)
                .flatMap(round -> number(note, SEEN).map(seen -> new Mark(round, after, seen, isDone)));
    }

    private static Optional<Long> number(Item item, String name) {
        return item.attribute(name)
                .flatMap(value -> value instanceof Value.N(BigDecimal number)
                        ? Optional.of(number.longValue())
                        : Optional.empty());
    }
}

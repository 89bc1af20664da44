package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.table.Checkpoint;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.Written;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The checkpoint of one shard. It never goes back, so that one who was believed dead and writes late changes nothing: what
 * was applied everywhere was so whoever says it.
 */
public final class DynamoCheckpoint implements Checkpoint {

    private final Store store;
    private final Notes notes;
    private final String shard;

    /** That of a shard of the table that the notes are about. */
    public DynamoCheckpoint(Store store, Notes notes, String shard) {
        this.store = store;
        this.notes = notes;
        this.shard = shard;
    }

    @Override
    public Looked<Optional<Sequence>> load() {
        return switch (Calls.item(store, notes.name(), key())) {
            case Looked.Unseen(Problem problem) -> new Looked.Unseen<>(problem);
            case Looked.Seen(Optional<Item> item) -> position(item);
        };
    }

    @Override
    public Written save(Sequence applied) {
        var next = AttributeValue.fromS(text(applied));
        Answer<Optional<Item>> answer = store.tables(tables -> {
            tables.updateItem(all -> all.tableName(notes.name())
                    .key(key())
                    .updateExpression("SET #position = :next")
                    .conditionExpression("attribute_not_exists(#position) OR #position < :next")
                    .expressionAttributeNames(Map.of("#position", Notes.POSITION))
                    .expressionAttributeValues(Map.of(":next", next)));
            return Optional.empty();
        });
        return Calls.written(answer);
    }

    /** The position that the notes hold. */
    static Optional<Sequence> parse(String text) {
        int hash = text.lastIndexOf('#');
        if (hash < 0 || !text.substring(hash + 1).matches("[0-9]{1,60}")) return Optional.empty();
        return Optional.of(new Sequence(text.substring(0, hash), new BigInteger(text.substring(hash + 1))));
    }

    private Looked<Optional<Sequence>> position(Optional<Item> item) {
        Optional<Value> form = item.flatMap(present -> present.attribute(Notes.POSITION));
        Optional<Sequence> position =
                form.flatMap(value -> value instanceof Value.S(String text) ? parse(text) : Optional.<Sequence>empty());
        if (form.isPresent() == position.isPresent()) return new Looked.Seen<>(position);
        return new Looked.Unseen<>(Problem.lasting(
                FaultCode.GARBLED, "the checkpoint of " + shard + " in " + store.address() + " cannot be read"));
    }

    private Map<String, AttributeValue> key() {
        return notes.key("shard " + shard);
    }

    /** Sequence numbers have up to 40 digits; with zeros before them they compare as text. */
    private static String text(Sequence sequence) {
        return sequence.stream() + "#" + "%040d".formatted(sequence.number());
    }
}

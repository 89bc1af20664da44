package dev.leeward.progress.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.lag.ProgressNote;
import dev.leeward.progress.ProgressNotes;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.Notes;
import dev.leeward.table.dynamodb.SideTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Those in the store of a region. A note is one small write, and all notes on a table are one small read. */
public final class DynamoProgressNotes implements ProgressNotes {
    private static final String PREFIX = "progress from ";
    /** A write of more than 1 KB costs double. */
    private static final int MOST_SHARDS = 12;

    private final Store store;
    private final RegionName here;

    /** The notes in {@code store}, which is that of {@code here}. */
    public DynamoProgressNotes(Store store, RegionName here) {
        this.store = store;
        this.here = here;
    }

    @Override
    public Optional<Problem> leave(ProgressNote note) {
        var link = note.progress();
        if (!link.to().equals(here)) throw new IllegalArgumentException("a note on " + link.to() + " left in " + here);
        var item = new HashMap<String, AttributeValue>(notes(link.table()).key(PREFIX + link.from()));
        item.putAll(Attributes.of(NoteForm.item(note.brief(MOST_SHARDS))));
        Answer<String> answer = store.tables(
                tables -> tables.putItem(all -> all.tableName(SideTables.NOTES).item(item))
                        .toString());
        return answer instanceof Answer.Missing<String> missing ? Optional.of(missing.problem()) : Optional.empty();
    }

    @Override
    public Looked<List<ProgressNote>> read(String table) {
        Answer<QueryResponse> answer = store.tables(tables -> tables.query(all -> all.tableName(SideTables.NOTES)
                .consistentRead(true)
                .keyConditionExpression("#table = :table AND begins_with(#what, :progress)")
                .expressionAttributeNames(Map.of(
                        "#table", Notes.KEYS.partition(),
                        "#what", Notes.KEYS.sort().orElseThrow()))
                .expressionAttributeValues(Map.of(
                        ":table", AttributeValue.fromS(table),
                        ":progress", AttributeValue.fromS(PREFIX)))));
        return switch (answer) {
            case Answer.Missing<QueryResponse> missing -> new Looked.Unseen<>(missing.problem());
            case Answer.Given<QueryResponse>(QueryResponse given) -> notes(table, given.items());
        };
    }

    private Looked<List<ProgressNote>> notes(String table, List<Map<String, AttributeValue>> items) {
        var notes = new ArrayList<ProgressNote>();
        for (Map<String, AttributeValue> each : items) {
            Item item = Attributes.item(each);
            Optional<ProgressNote> note = from(each).flatMap(region -> NoteForm.note(item, region, here, table));
            if (note.isEmpty()) {
                return new Looked.Unseen<>(Problem.lasting(
                        FaultCode.GARBLED, "a note on " + table + " in " + store.address() + " cannot be read"));
            }
            notes.add(note.get());
        }
        return new Looked.Seen<>(List.copyOf(notes));
    }

    private Optional<RegionName> from(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(Notes.KEYS.sort().orElseThrow()))
                .map(what -> what.s().substring(PREFIX.length()))
                .filter(region -> RegionName.isValid(region) && !region.equals(here.value()))
                .map(RegionName::new);
    }

    private static Notes notes(String table) {
        return new Notes(SideTables.NOTES, table);
    }
}

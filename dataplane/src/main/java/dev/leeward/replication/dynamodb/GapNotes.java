package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.replication.Rounds;
import dev.leeward.stream.Gap;
import dev.leeward.table.Looked;
import dev.leeward.table.Written;
import dev.leeward.table.dynamodb.Notes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The note on the gaps of a region's stream. It is written before anybody reads on, so that no gap is forgotten. */
final class GapNotes implements Rounds {
    private static final String WHAT = "gaps";
    private static final String ROUND = "round";
    private static final String AUDITED = "audited";
    private static final String HEALED = "healed";
    private static final String REMADE = "remade";
    private static final String REASON = "reason";
    private static final String SINCE = "since";

    private final Store store;
    private final Notes notes;

    GapNotes(Store store, Notes notes) {
        this.store = store;
        this.notes = notes;
    }

    /** Remembers a gap: from now on, changes of the region may be missing elsewhere. */
    Optional<Problem> record(Gap gap, Instant now) {
        var values = new HashMap<String, AttributeValue>();
        values.put(REASON, AttributeValue.fromS(gap.sentence()));
        values.put(SINCE, AttributeValue.fromS(now.toString()));
        values.put(ROUND, AttributeValue.fromN("1"));
        String set = "SET #reason = :reason, #since = :since";
        if (gap instanceof Gap.Remade) {
            values.put(REMADE, AttributeValue.fromBool(true));
            set += ", #remade = :remade";
        }
        return write(set + " ADD #round :round", Optional.empty(), values)
                        instanceof Written.Failed(Problem failed, boolean _)
                ? Optional.of(failed)
                : Optional.empty();
    }

    @Override
    public Looked<State> load() {
        Answer<Item> answer = store.tables(tables -> Attributes.item(tables.getItem(
                        all -> all.tableName(notes.name()).key(notes.key(WHAT)).consistentRead(true))
                .item()));
        return switch (answer) {
            case Answer.Missing<Item> missing -> new Looked.Unseen<>(missing.problem());
            case Answer.Given<Item>(Item note) ->
                new Looked.Seen<>(new State(
                        number(note, ROUND),
                        number(note, AUDITED),
                        number(note, HEALED),
                        note.attribute(REMADE).isPresent()));
        };
    }

    @Override
    public Written audited(long round) {
        return still(round, "SET #audited = :audited", AUDITED);
    }

    @Override
    public Written healed(long round) {
        return still(round, "SET #healed = :healed REMOVE " + REMADE, HEALED);
    }

    /** Another gap may have come between; then there is another round to be done. */
    private Written still(long round, String update, String name) {
        var number = AttributeValue.fromN(Long.toString(round));
        return write(update, Optional.of("#round = :round"), Map.of(name, number, ROUND, number));
    }

    private Written write(String update, Optional<String> condition, Map<String, AttributeValue> values) {
        var names = new HashMap<String, String>();
        var set = new HashMap<String, AttributeValue>();
        values.forEach((name, value) -> {
            names.put("#" + name, name);
            set.put(":" + name, value);
        });
        Answer<Optional<Item>> answer = store.tables(tables -> {
            tables.updateItem(all -> {
                all.tableName(notes.name())
                        .key(notes.key(WHAT))
                        .updateExpression(update)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(set);
                condition.ifPresent(all::conditionExpression);
            });
            return Optional.empty();
        });
        return switch (answer) {
            case Answer.Given<Optional<Item>>(var now) -> new Written.Done(now);
            case Answer.Missing<Optional<Item>> missing ->
                missing.error().equals("ConditionalCheckFailedException")
                        ? new Written.Refused()
                        : new Written.Failed(missing.problem(), missing.maybeApplied());
        };
    }

    private static long number(Item note, String name) {
        return note.attribute(name).orElse(new Value.Null()) instanceof Value.N(BigDecimal number)
                ? number.longValue()
                : 0;
    }
}

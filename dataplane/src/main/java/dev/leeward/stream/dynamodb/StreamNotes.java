package dev.leeward.stream.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.stream.Gap;
import dev.leeward.stream.Memory;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.Notes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * What is remembered of a stream beside the positions of its checkpoints: its label, which shards were begun and finished, and
 * when a shard was last known to have nothing left to apply.
 */
public final class StreamNotes {
    /** Streams keep records for 24 hours; what is about to be thrown away may be gone before it is reached. */
    public static final Duration KEPT = Duration.ofHours(22);

    private static final int MOST_PAGES = 1_000;
    private static final String STREAM = "stream";
    private static final String SHARD = "shard ";
    private static final String LABEL = "label";
    private static final String FINISHED = "finished";
    private static final String SETTLED = "settled";
    private static final String QUIET = "quiet";

    private final Store store;
    private final Notes notes;

    /** The notes on the stream of a table. */
    public StreamNotes(Store store, Notes notes) {
        this.store = store;
        this.notes = notes;
    }

    /**
     * What is remembered.
     *
     * @param gap whether it is too old to go on from
     * @param quiet when a shard was last found to have nothing left to apply
     */
    public record Recalled(Memory memory, Optional<Gap> gap, Map<String, Instant> quiet) {
        public Recalled {
            quiet = Map.copyOf(quiet);
        }
    }

    /** Reads all of it. */
    public Looked<Recalled> recall(Instant now) {
        var items = new ArrayList<Item>();
        Map<String, AttributeValue> after = Map.of();
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, AttributeValue> start = after;
            Answer<QueryResponse> answer = store.tables(tables -> tables.query(all -> {
                all.tableName(notes.name())
                        .consistentRead(true)
                        .keyConditionExpression("#table = :table")
                        .expressionAttributeNames(Map.of("#table", Notes.KEYS.partition()))
                        .expressionAttributeValues(Map.of(":table", AttributeValue.fromS(notes.about())));
                if (!start.isEmpty()) all.exclusiveStartKey(start);
            }));
            if (answer instanceof Answer.Missing<QueryResponse> missing) return new Looked.Unseen<>(missing.problem());
            QueryResponse given = ((Answer.Given<QueryResponse>) answer).value();
            given.items().stream().map(Attributes::item).forEach(items::add);
            if (!given.hasLastEvaluatedKey()) return new Looked.Seen<>(recall(items, now));
            after = given.lastEvaluatedKey();
        }
        return new Looked.Unseen<>(Problem.lasting(FaultCode.EXHAUSTED, "too many notes on " + notes.about()));
    }

    /** Remembers which stream is read. */
    public Optional<Problem> begin(String label) {
        return update(STREAM, Map.of(LABEL, AttributeValue.fromS(label)));
    }

    /** Remembers that a shard is begun at this time: of what was written later, everything will be read. */
    public Optional<Problem> begun(String shard, Instant at) {
        return update(SHARD + shard, Map.of(SETTLED, number(at)));
    }

    /** Remembers that a shard has nothing left to apply at this time. */
    public Optional<Problem> settled(String shard, Instant at) {
        return update(SHARD + shard, Map.of(SETTLED, number(at), QUIET, number(at)));
    }

    private static AttributeValue number(Instant at) {
        return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
    }

    /** Remembers that everything of a shard was read and applied. */
    public Optional<Problem> finished(String shard) {
        return update(SHARD + shard, Map.of(FINISHED, AttributeValue.fromBool(true)));
    }

    /** Forgets a shard that the stream has forgotten as well. */
    public Optional<Problem> forget(String shard) {
        return problem(store.tables(
                tables -> tables.deleteItem(all -> all.tableName(notes.name()).key(notes.key(SHARD + shard)))));
    }

    private static Recalled recall(List<Item> items, Instant now) {
        Optional<String> label = Optional.empty();
        var begun = new HashSet<String>();
        var finished = new HashSet<String>();
        var quiet = new HashMap<String, Instant>();
        Optional<Instant> oldest = Optional.empty();
        for (Item item : items) {
            String what = text(item, Notes.KEYS.sort().orElseThrow()).orElse("");
            if (what.equals(STREAM)) label = text(item, LABEL);
            if (!what.startsWith(SHARD)) continue;
            if (item.attribute(FINISHED).isPresent()) {
                finished.add(what.substring(SHARD.length()));
            } else {
                begun.add(what.substring(SHARD.length()));
                time(item, QUIET).ifPresent(at -> quiet.put(what.substring(SHARD.length()), at));
                // Where there is a position, the stream itself says whether what came after it is gone.
                if (item.attribute(Notes.POSITION).isPresent()) continue;
                Instant at = time(item, SETTLED).orElse(Instant.EPOCH);
                if (oldest.isEmpty() || at.isBefore(oldest.get())) oldest = Optional.of(at);
            }
        }
        Optional<Gap> gap = oldest.filter(at -> at.plus(KEPT).isBefore(now)).map(Gap.Stale::new);
        return new Recalled(new Memory(label, begun, finished), gap, quiet);
    }

    private static Optional<Instant> time(Item item, String name) {
        return item.attribute(name)
                .flatMap(value -> value instanceof Value.N(BigDecimal millis)
                        ? Optional.of(Instant.ofEpochMilli(millis.longValue()))
                        : Optional.empty());
    }

    private static Optional<String> text(Item item, String name) {
        return item.attribute(name)
                .flatMap(value -> value instanceof Value.S(String text) ? Optional.of(text) : Optional.empty());
    }

    private Optional<Problem> update(String what, Map<String, AttributeValue> values) {
        var names = new HashMap<String, String>();
        var set = new HashMap<String, AttributeValue>();
        var clauses = new ArrayList<String>();
        values.forEach((name, value) -> {
            names.put("#" + name, name);
            set.put(":" + name, value);
            clauses.add("#" + name + " = :" + name);
        });
        return problem(store.tables(tables -> tables.updateItem(all -> all.tableName(notes.name())
                .key(notes.key(what))
                .updateExpression("SET " + String.join(", ", clauses))
                .expressionAttributeNames(names)
                .expressionAttributeValues(set))));
    }

    private static <T> Optional<Problem> problem(Answer<T> answer) {
        return answer instanceof Answer.Missing<T> missing ? Optional.of(missing.problem()) : Optional.empty();
    }
}

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
import java.util.Set;
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
    private static final String BEAT = "beat ";
    private static final String LABEL = "label";
    private static final String FINISHED = "finished";
    private static final String SETTLED = "settled";
    private static final String QUIET = "quiet";
    private static final String ENDED = "ended";

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
     * @param ended the shards that were stamped to their end; some of it may still be on its way
     * @param beats what who reads a shard has told last
     */
    public record Recalled(
            Memory memory, Optional<Gap> gap, Map<String, Instant> quiet, Set<String> ended, Map<String, Beat> beats) {
        public Recalled {
            quiet = Map.copyOf(quiet);
            ended = Set.copyOf(ended);
            beats = Map.copyOf(beats);
        }
    }

    /** Reads all of it. */
    public Looked<Recalled> recall(Instant now) {
        var items = new ArrayList<Map<String, AttributeValue>>();
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
            items.addAll(given.items());
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

    /** Remembers that everything of a shard was read and stamped: its children may be read. */
    public Optional<Problem> ended(String shard) {
        return update(SHARD + shard, Map.of(ENDED, AttributeValue.fromBool(true)));
    }

    /** Tells the others how far the reading of a shard is. */
    public Optional<Problem> beat(String shard, Beat beat) {
        var note = new HashMap<>(beat.form());
        note.putAll(notes.key(BEAT + shard));
        return problem(store.tables(
                tables -> tables.putItem(all -> all.tableName(notes.name()).item(note))));
    }

    /** Remembers that everything of a shard was read and applied. */
    public Optional<Problem> finished(String shard) {
        return update(SHARD + shard, Map.of(FINISHED, AttributeValue.fromBool(true)));
    }

    /** Forgets a shard that the stream has forgotten as well. */
    public Optional<Problem> forget(String shard) {
        return delete(BEAT + shard).or(() -> delete(SHARD + shard));
    }

    private Optional<Problem> delete(String what) {
        return problem(store.tables(
                tables -> tables.deleteItem(all -> all.tableName(notes.name()).key(notes.key(what)))));
    }

    private static Recalled recall(List<Map<String, AttributeValue>> forms, Instant now) {
        Optional<String> label = Optional.empty();
        var begun = new HashSet<String>();
        var finished = new HashSet<String>();
        var quiet = new HashMap<String, Instant>();
        var ended = new HashSet<String>();
        var beats = new HashMap<String, Beat>();
        Optional<Instant> oldest = Optional.empty();
        for (Map<String, AttributeValue> form : forms) {
            Item item = Attributes.item(form);
            String what = text(item, Notes.KEYS.sort().orElseThrow()).orElse("");
            if (what.startsWith(BEAT)) Beat.of(form).ifPresent(beat -> beats.put(what.substring(BEAT.length()), beat));
            if (what.equals(STREAM)) label = text(item, LABEL);
            if (!what.startsWith(SHARD)) continue;
            if (item.attribute(ENDED).isPresent()) ended.add(what.substring(SHARD.length()));
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
        return new Recalled(new Memory(label, begun, finished), gap, quiet, ended, beats);
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

package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.table.Aside;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Written;
import dev.leeward.version.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** What a table cannot hold, one note for each key, among the notes of its region. */
public final class DynamoAside implements Aside {
    private static final int MOST = 500;
    private static final String PARTITION = "partition";
    private static final String SORT = "sort";
    private static final String VERSION = "version";
    private static final String REASON = "reason";

    private final Store store;
    private final Notes notes;
    private final Map<ItemKey, Version> aside = new ConcurrentHashMap<>();
    private final Map<ItemKey, String> reasons = new ConcurrentHashMap<>();
    private volatile boolean isLoaded;

    /** Among the notes on {@code table}, under a name of its own. */
    public DynamoAside(Store store, String table) {
        this.store = store;
        this.notes = new Notes(SideTables.NOTES, table + " not copied");
    }

    /** How many items are not copied; empty while that is not known. */
    public Optional<Integer> count() {
        return isLoaded ? Optional.of(aside.size()) : Optional.empty();
    }

    /** Reads what is not copied, and why, by key. */
    public Looked<Map<ItemKey, String>> reasons() {
        Optional<Problem> problem = read();
        if (problem.isPresent()) return new Looked.Unseen<>(problem.get());
        Map<ItemKey, String> known = new HashMap<>();
        aside.keySet().forEach(key -> known.put(key, reasons.getOrDefault(key, "")));
        return new Looked.Seen<>(known);
    }

    /** Reads what other processes have set aside, once; says what went wrong, if anything did. */
    public Optional<Problem> load() {
        return isLoaded ? Optional.empty() : read();
    }

    private Optional<Problem> read() {
        Set<ItemKey> before = Set.copyOf(aside.keySet());
        Answer<List<Item>> answer = store.tables(tables -> {
            QueryResponse page = tables.query(all -> all.tableName(notes.name())
                    .consistentRead(true)
                    .limit(2 * MOST)
                    .keyConditionExpression("#table = :table")
                    .expressionAttributeNames(Map.of("#table", Notes.KEYS.partition()))
                    .expressionAttributeValues(Map.of(":table", AttributeValue.fromS(notes.about()))));
            return page.items().stream().map(Attributes::item).toList();
        });
        return switch (answer) {
            // Before the table of notes is made there is none, and nothing can be set aside yet.
            case Answer.Missing<List<Item>> missing ->
                Optional.of(missing.problem()).filter(problem -> problem.code() != FaultCode.NOT_FOUND);
            case Answer.Given<List<Item>>(List<Item> found) -> {
                aside.keySet().removeAll(before);
                reasons.keySet().removeAll(before);
                isLoaded = found.stream().allMatch(this::remember);
                yield isLoaded
                        ? Optional.empty()
                        : Optional.of(Problem.lasting(
                                FaultCode.GARBLED,
                                "a note on what is not copied in " + store.address() + " cannot be read"));
            }
        };
    }

    /**
     * Reads what other processes have set aside or brought, and forgets what the region holds by now, since applications have
     * written there; to be called now and then. Says what went wrong, if anything did.
     */
    public Optional<Problem> review(Sidecar sidecar) {
        Optional<Problem> problem = read();
        if (problem.isPresent()) return problem;
        aside.forEach((key, version) -> {
            if (sidecar.read(key) instanceof Looked.Seen<Optional<Entry>>(Optional<Entry> entry)) {
                entry.map(Entry::version)
                        .filter(known -> known.isAbove(Optional.of(version)))
                        .ifPresent(known -> settled(key, known));
            }
        });
        return Optional.empty();
    }

    @Override
    public Written set(ItemKey key, Version version, String reason) {
        Optional<Problem> problem = load();
        if (problem.isPresent()) return new Written.Failed(problem.get(), false);
        if (!isLoaded) return new Written.Refused();
        Version known = aside.get(key);
        if (known != null && !version.isAbove(Optional.of(known))) return new Written.Done(Optional.empty());
        if (known == null && aside.size() >= MOST) {
            return new Written.Failed(Problem.lasting(FaultCode.EXHAUSTED, "too much is not copied"), false);
        }
        Map<String, AttributeValue> note = new HashMap<>(notes.key(name(key)));
        note.put(PARTITION, Attributes.of(key.partition()));
        key.sort().ifPresent(sort -> note.put(SORT, Attributes.of(sort)));
        note.put(VERSION, Attributes.of(EntryForm.of(version)));
        note.put(REASON, AttributeValue.fromS(reason));
        Written written = Calls.written(store.tables(tables -> {
            tables.putItem(all -> all.tableName(notes.name()).item(note));
            return Optional.empty();
        }));
        if (written instanceof Written.Done) aside.put(key, version);
        return written;
    }

    @Override
    public void settled(ItemKey key, Version version) {
        Version known = aside.get(key);
        if (known == null || known.isAbove(Optional.of(version))) return;
        Written gone = Calls.written(store.tables(tables -> {
            tables.deleteItem(all -> all.tableName(notes.name()).key(notes.key(name(key))));
            return Optional.empty();
        }));
        // What could not be forgotten now is reviewed again.
        if (gone instanceof Written.Done) aside.remove(key, known);
    }

    private boolean remember(Item note) {
        Optional<Version> version = note.attribute(VERSION).flatMap(EntryForm::parseVersion);
        Optional<ItemKey> key =
                note.attribute(PARTITION).map(partition -> new ItemKey(partition, note.attribute(SORT)));
        if (version.isEmpty() || key.isEmpty()) return false;
        aside.put(key.get(), version.get());
        if (note.attribute(REASON).orElse(new Value.Null()) instanceof Value.S(String reason)) {
            reasons.put(key.get(), reason);
        }
        return true;
    }

    /** Keys may be of any type and longer than a note's. */
    private String name(ItemKey key) {
        return Digest.of(notes.about(), key, Item.of(Map.of())).toString();
    }
}

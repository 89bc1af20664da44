package dev.leeward.format;

import dev.leeward.decision.OfflineRecord;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Snapshot;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The journal's lines and snapshots as text. A line is the canonical JSON of {@code {"at", "event", "sequence"}}; its hash
 * is kept beside it.
 */
public final class JournalFormat {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Counts what was added to the format. A node reads whatever has a lower number; what has a higher one may hold kinds
     * that it does not know, and it then refuses to lead. 2: {@code glass-broken}, {@code brought-in}, {@code bring-in}.
     */
    public static final int NUMBER = 2;

    private JournalFormat() {}

    /** The line of an entry. */
    public static String line(long sequence, Instant at, Event event) {
        return CanonicalJson.of(Map.of("sequence", sequence, "at", at, "event", event));
    }

    /** The entry of a line, with the hash that is kept beside it. */
    public static Read<Entry> entry(String line, String hash) {
        return read(Entry.class, line, Map.of("hash", hash));
    }

    /** A snapshot as text. */
    public static String snapshot(Snapshot snapshot) {
        return CanonicalJson.of(snapshot);
    }

    /** The snapshot of a text. */
    public static Read<Snapshot> snapshot(String text) {
        return read(Snapshot.class, text, Map.of());
    }

    /** A record of what was done offline, as text. */
    public static String offline(OfflineRecord offline) {
        return CanonicalJson.of(offline);
    }

    /** The record of a text. */
    public static Read<OfflineRecord> offline(String text) {
        return read(OfflineRecord.class, text, Map.of());
    }

    /** A JSON object as a tree. */
    static Read<ObjectNode> tree(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) return new Read.Of<>(object);
            return unreadable("an object was expected");
        } catch (JacksonException e) {
            return unreadable(e.getOriginalMessage());
        }
    }

    private static <T> Read<T> read(Class<T> type, String text, Map<String, String> beside) {
        return switch (tree(text)) {
            case Read.Unreadable<ObjectNode>(Problem problem) -> new Read.Unreadable<>(problem);
            case Read.Of<ObjectNode>(ObjectNode tree) -> {
                beside.forEach(tree::put);
                yield read(type, tree);
            }
        };
    }

    private static <T> Read<T> read(Class<T> type, JsonNode tree) {
        try {
            return new Read.Of<>(type.cast(RecordReader.read(type, tree, "")));
        } catch (UnreadableException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static <T> Read<T> unreadable(String why) {
        return new Read.Unreadable<>(Problem.lasting(FaultCode.GARBLED, "not understood: " + why));
    }
}

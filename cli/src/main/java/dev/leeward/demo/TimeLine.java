package dev.leeward.demo;

import dev.leeward.api.body.EntryBody;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The journal as read through the API so far. For one thread. */
final class TimeLine {
    private static final int REMEMBERED = 5_000;

    private final NodeApi api;
    private final Deque<EntryBody> entries = new ArrayDeque<>();
    private long last;

    TimeLine(NodeApi api) {
        this.api = api;
    }

    /** Reads what is new. */
    void pull() throws IOException {
        for (var entry : api.entriesAfter(last)) {
            if (entries.size() == REMEMBERED) entries.removeFirst();
            entries.addLast(entry);
            last = entry.sequence();
        }
    }

    /** The newest sequence read; what comes later is {@link #after} it. */
    long mark() {
        return last;
    }

    /** The entries after {@code mark}, of {@code kind}. */
    List<EntryBody> after(long mark, String kind) {
        return after(mark).filter(entry -> entry.kind().equals(kind)).toList();
    }

    /** The entries after {@code mark}, of any of {@code kinds}. */
    List<EntryBody> after(long mark, Set<String> kinds) {
        return after(mark).filter(entry -> kinds.contains(entry.kind())).toList();
    }

    /** When the verdict on {@code region} became {@code verdict}. */
    Optional<EntryBody> verdict(long mark, String region, String verdict) {
        return after(mark)
                .filter(entry -> entry.kind().equals("verdict-changed"))
                .filter(entry -> text(entry, "region").equals(region))
                .filter(entry -> text(entry, "to").equals(verdict))
                .findFirst();
    }

    /** The newest entries for people, at most {@code limit}, oldest first. */
    List<EntryBody> newest(int limit) {
        var telling = entries.stream().filter(TimeLine::tells).toList();
        return telling.subList(Math.max(0, telling.size() - limit), telling.size());
    }

    /** A detail of {@code entry} as text, empty if it has none of that name. */
    static String text(EntryBody entry, String name) {
        return Optional.ofNullable(entry.details().get(name))
                .map(Object::toString)
                .orElse("");
    }

    private Stream<EntryBody> after(long mark) {
        return entries.stream().filter(entry -> entry.sequence() > mark);
    }

    private static boolean tells(EntryBody entry) {
        return switch (entry.kind()) {
            case "step-started", "notice-delivered", "configuration-applied" -> false;
            default -> true;
        };
    }
}

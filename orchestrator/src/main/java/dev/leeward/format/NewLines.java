package dev.leeward.format;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines to be written in one go, chained to those before.
 *
 * @param lines the text of each of {@code entries}
 * @param head where the chain ends once they are written
 */
public record NewLines(List<Entry> entries, List<String> lines, ChainEnds.Head head) {
    public NewLines {
        entries = List.copyOf(entries);
        lines = List.copyOf(lines);
    }

    /** Chains {@code events} after {@code before}. Their time is never earlier than the line's before. */
    public static NewLines after(ChainEnds.Head before, Instant at, List<Event> events) {
        var entries = new ArrayList<Entry>(events.size());
        var lines = new ArrayList<String>(events.size());
        var time = before.at().filter(earlier -> earlier.isAfter(at)).orElse(at);
        var head = before;
        for (var event : events) {
            long sequence = head.sequence() + 1;
            var line = JournalFormat.line(sequence, time, event);
            head = new ChainEnds.Head(sequence, Chain.hash(head.hash(), line), Optional.of(time));
            lines.add(line);
            entries.add(new Entry(sequence, time, event, head.hash()));
        }
        return new NewLines(entries, lines, head);
    }

    /** The longest line, in characters. */
    public int longest() {
        return lines.stream().mapToInt(String::length).max().orElse(0);
    }
}

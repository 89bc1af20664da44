package dev.leeward.journal.sqlite;

import dev.leeward.format.Chain;
import dev.leeward.format.JournalFormat;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines to be written in one go, chained to those before. */
record Append(List<Entry> entries, List<String> lines, Rows.Head head) {
    /** Chains {@code events} after {@code before}. Their time is never earlier than the line's before. */
    static Append after(Rows.Head before, Instant at, List<Event> events) {
        var entries = new ArrayList<Entry>(events.size());
        var lines = new ArrayList<String>(events.size());
        var time = before.at().filter(earlier -> earlier.isAfter(at)).orElse(at);
        var head = before;
        for (var event : events) {
            long sequence = head.sequence() + 1;
            var line = JournalFormat.line(sequence, time, event);
            head = new Rows.Head(sequence, Chain.hash(head.hash(), line), Optional.of(time));
            lines.add(line);
            entries.add(new Entry(sequence, time, event, head.hash()));
        }
        return new Append(List.copyOf(entries), List.copyOf(lines), head);
    }

    /** The longest line. */
    int longest() {
        return lines.stream().mapToInt(String::length).max().orElse(0);
    }
}

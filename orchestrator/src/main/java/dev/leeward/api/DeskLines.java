package dev.leeward.api;

import dev.leeward.control.Desk;
import dev.leeward.format.Chain;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Lines;
import dev.leeward.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of the journal behind a desk, at most so many altogether. Each tells the hash of the one before; so where older
 * lines are no longer kept, the oldest that is kept is only used for that.
 */
final class DeskLines implements Lines {
    private final Desk desk;
    private int left;

    DeskLines(Desk desk, int limit) {
        this.desk = desk;
        this.left = limit;
    }

    @Override
    public List<Line> lines(long sequence, int limit) {
        int count = Math.min(left, limit);
        if (count == 0) return List.of();
        boolean fromStart = sequence == 0;
        var entries = desk.journal(fromStart ? 0 : sequence - 1, count + 1);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < entries.size() && lines.size() < count; i++) {
            var entry = entries.get(i);
            if (entry.sequence() == 1) {
                lines.add(line(entry, Chain.GENESIS));
            } else if (i > 0 && entry.sequence() > sequence) {
                lines.add(line(entry, entries.get(i - 1).hash()));
            }
        }
        left -= lines.size();
        return lines;
    }

    private static Line line(Entry entry, String previous) {
        return new Line(
                entry.sequence(),
                JournalFormat.line(entry.sequence(), entry.at(), entry.event()),
                previous,
                entry.hash());
    }
}

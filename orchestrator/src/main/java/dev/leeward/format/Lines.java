package dev.leeward.format;

import java.util.List;

/** Somewhere journal lines are kept as they were written, so that what reads them need not understand every one. */
public interface Lines {
    /** At most {@code limit} lines after {@code sequence}, in order. */
    List<Line> lines(long sequence, int limit);

    /**
     * One line.
     *
     * @param text canonical JSON, see {@link JournalFormat}
     * @param previous hash of the line before
     * @param hash of this one, see {@link Chain}
     */
    record Line(long sequence, String text, String previous, String hash) {}
}

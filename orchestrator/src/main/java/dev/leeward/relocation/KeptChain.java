package dev.leeward.relocation;

import dev.leeward.format.ChainSource;
import dev.leeward.format.Lines;
import dev.leeward.journal.UnreadableJournalException;
import java.util.List;

/** A journal as it stood at one moment, to be read from its first kept line on. Throws where it cannot be read now. */
public interface KeptChain extends ChainSource<UnreadableJournalException>, Lines, AutoCloseable {
    @Override
    List<Line> lines(long sequence, int limit);

    /** What lies there. */
    Occupancy occupancy();

    /** The version of Leeward that wrote last; empty when nobody knows. */
    String writtenBy();

    @Override
    void close();
}

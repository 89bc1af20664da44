package dev.leeward.testkit.journal;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Journal;

/** A place that keeps one journal over openings, and that a test can damage while the journal is closed. */
public interface JournalPlace {
    /** Opens the journal that is kept here; the first time an empty one. */
    Opening open();

    /** Changes what line {@code sequence} says, and leaves its hash. */
    void alter(long sequence);

    /** Takes line {@code sequence} away. */
    void remove(long sequence);

    /** Lets two lines change places. */
    void swap(long one, long other);

    /** What opening came to. */
    sealed interface Opening {
        /** It is open, and nobody else can open it. */
        record Opened(Journal journal) implements Opening {}

        /** It stays closed. */
        record Refused(Problem problem) implements Opening {}
    }
}

package dev.leeward.progress;

import dev.leeward.fault.Problem;
import dev.leeward.lag.ProgressNote;
import dev.leeward.table.Looked;
import java.util.List;
import java.util.Optional;

/** Those that lie in one region: one for each table and region that its changes come from, of which only the last counts. */
public interface ProgressNotes {
    /** Puts a note in the place of the one before on the same link; says what went wrong, if anything did. */
    Optional<Problem> leave(ProgressNote note);

    /** All notes on a table, as they stood at one moment after this was called. */
    Looked<List<ProgressNote>> read(String table);
}

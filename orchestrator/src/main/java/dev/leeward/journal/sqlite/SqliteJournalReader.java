package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.Lines;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a journal without the right to write it, whether an orchestrator runs or not. It opens damaged journals and those
 * of newer versions too, as far as SQLite can: {@link #lines} and {@link #verify} are there to look into them.
 */
public final class SqliteJournalReader implements Lines, AutoCloseable {
    private final JournalReading reading;

    private SqliteJournalReader(JournalReading reading) {
        this.reading = reading;
    }

    /** Opens the journal at {@code file}; changes nothing. */
    public static Reading open(Path file) {
        if (!Files.exists(file)) {
            return new Reading.Refused(
                    SqlProblems.lasting(FaultCode.NOT_FOUND, file, "there is none; has an orchestrator run here?"));
        }
        try {
            var connection = Database.openReading(file);
            if (Database.number(connection, "SELECT count(*) FROM sqlite_schema") == 0) {
                connection.close();
                return new Reading.Refused(SqlProblems.lasting(FaultCode.NOT_FOUND, file, "nothing was written yet"));
            }
            return new Reading.Opened(new SqliteJournalReader(new JournalReading(file, connection)));
        } catch (SQLException e) {
            return new Reading.Refused(SqlProblems.of(file, e));
        }
    }

    /** The last sequence, 0 when empty. */
    public long lastSequence() {
        return reading.lastSequence();
    }

    /** At most {@code limit} entries after {@code sequence}, in order. */
    public List<Entry> read(long sequence, int limit) {
        return reading.read(sequence, limit);
    }

    @Override
    public List<Line> lines(long sequence, int limit) {
        return reading.lines(sequence, limit);
    }

    /** The newest snapshot, if one was taken. */
    public Optional<Snapshot> snapshot() {
        return reading.snapshot();
    }

    /** Recomputes the hash chain of all that is kept; the first broken line, if there is one. */
    public Optional<Problem> verify() {
        return reading.verify();
    }

    @Override
    public void close() {
        reading.close();
    }

    /** What opening for reading came to. */
    public sealed interface Reading {
        /** It can be read. */
        record Opened(SqliteJournalReader reader) implements Reading {}

        /** It cannot. */
        record Refused(Problem problem) implements Reading {}
    }
}

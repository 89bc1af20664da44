package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.format.Chain;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.Lines;
import dev.leeward.relocation.Custody;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.RelocationException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to fill a file, or to take it out of use. Every step is on the disk when it returns. */
final class FileCustody implements Custody {
    private static final Logger LOG = LoggerFactory.getLogger(FileCustody.class);
    private static final List<String> TABLES = List.of("entry", "snapshot", "chain");

    private final JournalFile at;
    private final Connection connection;
    private final JournalLock lock;

    FileCustody(JournalFile at, Connection connection, JournalLock lock) {
        this.at = at;
        this.connection = connection;
        this.lock = lock;
    }

    @Override
    public KeptChain chain() throws RelocationException {
        return asked(() -> {
            boolean marked = Mark.of(connection).isPresent();
            long layout = Database.number(connection, "PRAGMA user_version");
            if (!marked && layout > Database.SCHEMA) {
                throw new RelocationException(SqlProblems.lasting(
                        FaultCode.MISCONFIGURED,
                        at.path(),
                        "has layout %d, this version knows %d: run a newer version"
                                .formatted(layout, Database.SCHEMA)));
            }
            return FileChain.of(at.path(), connection);
        });
    }

    @Override
    public void receive(String from) throws RelocationException {
        done(() -> {
            Database.execute(connection, "BEGIN IMMEDIATE");
            new Mark(Mark.Kind.ARRIVING, from).write(connection);
            for (var table : TABLES) Database.execute(connection, "DROP TABLE IF EXISTS " + table);
            Database.createTables(connection, Chain.GENESIS, at.version());
            Database.execute(connection, "COMMIT");
        });
    }

    @Override
    public void write(List<Lines.Line> lines) throws RelocationException {
        done(() -> {
            Database.execute(connection, "BEGIN IMMEDIATE");
            insert(connection, lines);
            Database.execute(connection, "COMMIT");
        });
    }

    @Override
    public void complete(ChainEnds ends, String snapshot) throws RelocationException {
        done(() -> {
            Database.execute(connection, "BEGIN IMMEDIATE");
            end(connection, ends);
            if (!snapshot.isEmpty()) keep(connection, snapshot);
            Database.execute(connection, "COMMIT");
        });
    }

    static void insert(Connection connection, List<Lines.Line> lines) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?)")) {
            for (var line : lines) {
                insert.setLong(1, line.sequence());
                insert.setString(2, line.text());
                insert.setString(3, line.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static void end(Connection connection, ChainEnds ends) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE chain SET base_sequence = ?, base_hash = ?, head_sequence = ?, head_hash = ?, head_at = ?")) {
            update.setLong(1, ends.baseSequence());
            update.setString(2, ends.baseHash());
            update.setLong(3, ends.head().sequence());
            update.setString(4, ends.head().hash());
            update.setString(5, ends.head().at().map(Instant::toString).orElse(""));
            update.executeUpdate();
        }
    }

    static void keep(Connection connection, String snapshot) throws SQLException {
        try (var put = connection.prepareStatement("INSERT OR REPLACE INTO snapshot VALUES (1, ?)")) {
            put.setString(1, snapshot);
            put.executeUpdate();
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void open() throws RelocationException {
        done(() -> Mark.remove(connection));
    }

    @Override
    public void lay(String of) throws RelocationException {
        done(() -> new Mark(Mark.Kind.BACKUP, of).put(connection));
    }

    @Override
    public void retire(String to) throws RelocationException {
        done(() -> new Mark(Mark.Kind.MOVED, to).put(connection));
    }

    private void done(Work work) throws RelocationException {
        asked(() -> {
            work.run();
            return true;
        });
    }

    private <T> T asked(Question<T> question) throws RelocationException {
        try {
            return question.answer();
        } catch (SQLException e) {
            throw (RelocationException) new RelocationException(SqlProblems.of(at.path(), e)).initCause(e);
        }
    }

    /** What was begun and not committed is taken back by SQLite. */
    @Override
    public void close() {
        try (lock) {
            Opener.close(connection);
        } catch (IOException e) {
            // The lock ends with the process at the latest.
            LOG.warn("the lock of {} could not be given back tidily", at.path(), e);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private interface Question<T> {
        T answer() throws SQLException, RelocationException;
    }
}

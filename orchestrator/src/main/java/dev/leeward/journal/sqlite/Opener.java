package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.Chain;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the file step by step, and gives back what it took when a step fails. */
final class Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);

    private final JournalFile at;

    Opener(JournalFile at) {
        this.at = at;
    }

    SqliteOpening open() {
        try {
            OwnerOnly.createFolder(at.folder());
            return switch (JournalLock.take(at.lock(), at.holder())) {
                case JournalLock.Taken.Held(Problem problem) -> new SqliteOpening.Refused(problem);
                case JournalLock.Taken.Ours(JournalLock ours) -> openLocked(ours);
            };
        } catch (IOException e) {
            return new SqliteOpening.Refused(SqlProblems.of(at.path(), e));
        }
    }

    private SqliteOpening openLocked(JournalLock lock) throws IOException {
        Optional<Connection> writing = Optional.empty();
        boolean opened = false;
        try {
            OwnerOnly.createFile(at.path());
            var connection = Database.openWriting(at.path(), at.mostBytes());
            writing = Optional.of(connection);
            var problem = problem(connection);
            if (problem.isPresent()) return new SqliteOpening.Refused(problem.get());
            signed(connection);
            var journal = new SqliteJournal(at.path(), connection, Database.openReading(at.path()), lock);
            opened = true;
            return new SqliteOpening.Opened(journal);
        } catch (SQLException e) {
            return new SqliteOpening.Refused(SqlProblems.of(at.path(), e));
        } finally {
            if (!opened) {
                writing.ifPresent(Opener::close);
                lock.close();
            }
        }
    }

    private Optional<Problem> problem(Connection connection) throws SQLException {
        long schema = Database.number(connection, "PRAGMA user_version");
        var mark = Mark.of(connection);
        if (mark.isPresent()) return Optional.of(mark.get().problem(at.path()));
        if (schema > Database.SCHEMA) return Optional.of(newerLayout(connection, schema));
        if (schema == 0) Database.create(connection, Chain.GENESIS, at.version());
        var damage = Database.text(connection, "PRAGMA quick_check(1)");
        if (!damage.equals("ok")) return Optional.of(SqlProblems.corrupt(at.path(), "is damaged: " + damage));
        return new FileCheck(at.path(), connection, true).problem();
    }

    private Problem newerLayout(Connection connection, long schema) throws SQLException {
        boolean known =
                Database.number(connection, "SELECT count(*) FROM pragma_table_info('chain') WHERE name = 'written_by'")
                        == 1;
        var writer = known ? Database.text(connection, "SELECT written_by FROM chain") : "a newer version";
        return SqlProblems.lasting(
                FaultCode.MISCONFIGURED,
                at.path(),
                "has layout %d, this version knows %d. Leeward %s wrote it: run that version or a newer one"
                        .formatted(schema, Database.SCHEMA, writer));
    }

    private void signed(Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE chain SET written_by = ?1 WHERE written_by <> ?1")) {
            update.setString(1, at.version());
            update.executeUpdate();
        }
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // All that was promised is durable already; SQLite tidies up at the next opening.
            LOG.warn("the journal could not be closed tidily", e);
        }
    }
}

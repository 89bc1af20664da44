package dev.leeward.journal.sqlite;

import dev.leeward.testkit.journal.JournalContract;
import dev.leeward.testkit.journal.JournalPlace;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJournalTest extends JournalContract {
    @TempDir
    Path folder;

    @Override
    protected JournalPlace place() {
        return new FilePlace(folder.resolve("lib").resolve("journal.db"));
    }

    /** A journal's file, damaged by SQL while nobody holds it. */
    record FilePlace(Path file) implements JournalPlace {
        @Override
        public Opening open() {
            return switch (SqliteJournal.open(new JournalFile(file, "node-a", "1.0"))) {
                case SqliteOpening.Opened(SqliteJournal journal) -> new Opening.Opened(journal);
                case SqliteOpening.Refused(var problem) -> new Opening.Refused(problem);
            };
        }

        @Override
        public void alter(long sequence) {
            damage("UPDATE entry SET line = replace(line, 'node-', 'mode-') WHERE sequence = " + sequence);
        }

        @Override
        public void remove(long sequence) {
            damage("DELETE FROM entry WHERE sequence = " + sequence);
        }

        @Override
        public void swap(long one, long other) {
            damage("UPDATE entry SET sequence = -1 WHERE sequence = " + one);
            damage("UPDATE entry SET sequence = %d WHERE sequence = %d".formatted(one, other));
            damage("UPDATE entry SET sequence = %d WHERE sequence = -1".formatted(other));
        }

        void damage(String sql) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}

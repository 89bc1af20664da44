package dev.leeward.journal.sqlite;

import dev.leeward.fault.Problem;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Lines;
import dev.leeward.format.Read;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Snapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Reading through one connection, by one thread at a time. */
final class JournalReading implements Lines, AutoCloseable {
    private final Path file;
    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock();

    JournalReading(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    List<Entry> read(long sequence, int limit) {
        return lines(sequence, limit).stream().map(this::entry).toList();
    }

    @Override
    public List<Line> lines(long sequence, int limit) {
        return ask(() -> Rows.lines(connection, sequence, limit));
    }

    Optional<Snapshot> snapshot() {
        var text = ask(() -> Rows.snapshot(connection));
        return text.isEmpty() ? Optional.empty() : Optional.of(understood("snapshot", JournalFormat.snapshot(text)));
    }

    Optional<Problem> verify() {
        return ask(() -> new FileCheck(file, connection, false).problem());
    }

    long lastSequence() {
        return ask(() -> Rows.ends(connection).head().sequence());
    }

    private Entry entry(Line line) {
        return understood("line " + line.sequence(), JournalFormat.entry(line.text(), line.hash()));
    }

    /** Opening made sure of it, so this is damage that came later. */
    private <T> T understood(String what, Read<T> read) {
        return switch (read) {
            case Read.Of<T>(T value) -> value;
            case Read.Unreadable<T>(Problem problem) ->
                throw new IllegalStateException("journal " + file + ": " + what + " is " + problem.sentence());
        };
    }

    private <T> T ask(Question<T> question) {
        turn.lock();
        try {
            return question.answer();
        } catch (SQLException e) {
            throw new IllegalStateException(SqlProblems.of(file, e).toString(), e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            Opener.close(connection);
        } finally {
            turn.unlock();
        }
    }

    /** Something to ask the database. */
    private interface Question<T> {
        T answer() throws SQLException;
    }
}

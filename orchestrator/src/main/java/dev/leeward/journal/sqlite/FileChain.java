package dev.leeward.journal.sqlite;

import dev.leeward.format.ChainEnds;
import dev.leeward.format.Lines;
import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.Occupancy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A file as it stands in one transaction of one connection. Not thread-safe. */
final class FileChain implements KeptChain {
    private final Path file;
    private final Connection connection;
    private final boolean own;

    private FileChain(Path file, Connection connection, boolean own) {
        this.file = file;
        this.connection = connection;
        this.own = own;
    }

    /** As it stands from now on in the transaction that begins here; closing it closes the connection. */
    static FileChain ofOwn(Path file, Connection connection) throws SQLException {
        Database.execute(connection, "BEGIN");
        return new FileChain(file, connection, true);
    }

    /** As the writer of {@code connection} sees it; closing it closes nothing. */
    static FileChain of(Path file, Connection connection) {
        return new FileChain(file, connection, false);
    }

    @Override
    public ChainEnds ends() {
        return isEmpty() ? ChainEnds.EMPTY : ask(() -> Rows.ends(connection));
    }

    @Override
    public List<Lines.Line> lines(long sequence, int limit) {
        return isEmpty() ? List.of() : ask(() -> Rows.lines(connection, sequence, limit));
    }

    @Override
    public String snapshot() {
        return isEmpty() ? "" : ask(() -> Rows.snapshot(connection));
    }

    @Override
    public String hashOf(long sequence) {
        return ask(() -> Rows.hashOf(connection, sequence));
    }

    @Override
    public Occupancy occupancy() {
        if (isEmpty()) return new Occupancy.Empty();
        var mark = ask(() -> Mark.of(connection));
        if (mark.isPresent()) return mark.get().occupancy();
        long last = ends().head().sequence();
        return last == 0 ? new Occupancy.Empty() : new Occupancy.InUse(last);
    }

    @Override
    public String writtenBy() {
        return isEmpty() ? "" : ask(() -> Database.text(connection, "SELECT written_by FROM chain"));
    }

    private boolean isEmpty() {
        return ask(() -> Database.number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'chain'")) == 0;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (SQLException e) {
            var unreadable = new UnreadableJournalException(SqlProblems.of(file, e));
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    @Override
    public void close() {
        if (own) Opener.close(connection);
    }

    /** Something to ask the database. */
    private interface Question<T> {
        T answer() throws SQLException;
    }
}

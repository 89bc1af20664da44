package dev.leeward.journal.sqlite;

import dev.leeward.format.ChainEnds;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.NewLines;
import dev.leeward.journal.Snapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** The statements that change the file, each call one transaction. Not thread-safe. */
final class Writer implements AutoCloseable {
    private final Connection connection;
    private PreparedStatement insert;
    private PreparedStatement moveHead;

    Writer(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert = prepareInsert(connection);
        this.moveHead = prepareMoveHead(connection);
    }

    private static PreparedStatement prepareInsert(Connection connection) throws SQLException {
        return connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?)");
    }

    private static PreparedStatement prepareMoveHead(Connection connection) throws SQLException {
        return connection.prepareStatement("""
                UPDATE chain SET head_sequence = ?, head_hash = ?, head_at = ?
                WHERE head_sequence = ? AND head_hash = ?""");
    }

    /**
     * Writes {@code append} if the file still ends at {@code before}; false if it does not, and nothing was written. The
     * lock keeps others away, but somebody may have removed it: this holds even then.
     */
    boolean append(ChainEnds.Head before, NewLines append) throws SQLException {
        Database.execute(connection, "BEGIN IMMEDIATE");
        if (!headMoved(before, append.head())) {
            Database.execute(connection, "ROLLBACK");
            return false;
        }
        for (int i = 0; i < append.lines().size(); i++) {
            var entry = append.entries().get(i);
            insert.setLong(1, entry.sequence());
            insert.setString(2, append.lines().get(i));
            insert.setString(3, entry.hash());
            insert.executeUpdate();
        }
        Database.execute(connection, "COMMIT");
        return true;
    }

    private boolean headMoved(ChainEnds.Head from, ChainEnds.Head to) throws SQLException {
        moveHead.setLong(1, to.sequence());
        moveHead.setString(2, to.hash());
        moveHead.setString(3, to.at().map(Instant::toString).orElse(""));
        moveHead.setLong(4, from.sequence());
        moveHead.setString(5, from.hash());
        return moveHead.executeUpdate() == 1;
    }

    /** Forgets the lines up to {@code cut}, and keeps {@code snapshot} in the room that makes. */
    void keep(Snapshot snapshot, long cut) throws SQLException {
        Database.execute(connection, "BEGIN IMMEDIATE");
        if (cut > Rows.ends(connection).baseSequence()) {
            try (var base = connection.prepareStatement("UPDATE chain SET base_sequence = ?, base_hash = ?");
                    var forget = connection.prepareStatement("DELETE FROM entry WHERE sequence <= ?")) {
                base.setLong(1, cut);
                base.setString(2, Rows.hashOf(connection, cut));
                base.executeUpdate();
                forget.setLong(1, cut);
                forget.executeUpdate();
            }
        }
        try (var put = connection.prepareStatement("INSERT OR REPLACE INTO snapshot VALUES (1, ?)")) {
            put.setString(1, JournalFormat.snapshot(snapshot));
            put.executeUpdate();
        }
        Database.execute(connection, "COMMIT");
    }

    /** Takes a transaction back that failed half-way. */
    void takeBack() throws SQLException {
        // The driver does not let a statement be used again that failed.
        insert.close();
        moveHead.close();
        insert = prepareInsert(connection);
        moveHead = prepareMoveHead(connection);
        try {
            Database.execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // After some errors SQLite has ended the transaction by itself.
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) throw e;
        }
    }

    ChainEnds.Head head() throws SQLException {
        return Rows.ends(connection).head();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        moveHead.close();
        connection.close();
    }
}

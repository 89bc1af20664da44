package dev.leeward.journal.sqlite;

import dev.leeward.format.ChainEnds;
import dev.leeward.format.Lines;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is in the tables. */
final class Rows {
    private Rows() {}

    static ChainEnds ends(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "SELECT base_sequence, base_hash, head_sequence, head_hash, head_at FROM chain");
                var rows = statement.executeQuery()) {
            if (!rows.next()) throw new SQLException("the chain's ends are missing");
            var at = rows.getString(5);
            return new ChainEnds(
                    rows.getLong(1),
                    rows.getString(2),
                    new ChainEnds.Head(
                            rows.getLong(3),
                            rows.getString(4),
                            at.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(at))));
        }
    }

    static List<Lines.Line> lines(Connection connection, long sequence, int limit) throws SQLException {
        var lines = new ArrayList<Lines.Line>();
        var previous = hashOf(connection, sequence);
        try (var statement = connection.prepareStatement(
                "SELECT sequence, line, hash FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?")) {
            statement.setLong(1, sequence);
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var line = new Lines.Line(rows.getLong(1), rows.getString(2), previous, rows.getString(3));
                    lines.add(line);
                    previous = line.hash();
                }
            }
        }
        return lines;
    }

    /** The hash of line {@code sequence}, or of the last forgotten one where that is later. */
    static String hashOf(Connection connection, long sequence) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT hash FROM entry WHERE sequence = ?1
                UNION ALL SELECT base_hash FROM chain WHERE base_sequence >= ?1""")) {
            statement.setLong(1, sequence);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    static String snapshot(Connection connection) throws SQLException {
        return Database.text(connection, "SELECT text FROM snapshot");
    }
}

package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.relocation.Occupancy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * Says that a file is no journal to start on, and why. Besides the table the layout's number changes, so that versions that
 * do not know the table refuse the file as well.
 *
 * @param place where it comes from, or has gone to
 */
record Mark(Kind kind, String place) {
    /** The layout of marked files. */
    static final int LAYOUT = 2;

    enum Kind {
        /** It is being filled. */
        ARRIVING,
        /** The journal goes on elsewhere. */
        MOVED,
        /** A copy of what was once. */
        BACKUP
    }

    /** The mark of a file, if it has one. */
    static Optional<Mark> of(Connection connection) throws SQLException {
        if (Database.number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'mark'") == 0) {
            return Optional.empty();
        }
        var kind = Database.text(connection, "SELECT kind FROM mark");
        var place = Database.text(connection, "SELECT place FROM mark");
        for (var known : Kind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(kind)) return Optional.of(new Mark(known, place));
        }
        return Optional.empty();
    }

    /** Leaves it in a file, in one transaction. */
    void put(Connection connection) throws SQLException {
        Database.execute(connection, "BEGIN IMMEDIATE");
        write(connection);
        Database.execute(connection, "COMMIT");
    }

    /** The same as a part of a transaction. */
    void write(Connection connection) throws SQLException {
        Database.execute(connection, "DROP TABLE IF EXISTS mark");
        Database.execute(
                connection,
                "CREATE TABLE mark (id INTEGER PRIMARY KEY CHECK (id = 1), kind TEXT NOT NULL, place TEXT NOT NULL) STRICT");
        try (var insert = connection.prepareStatement("INSERT INTO mark VALUES (1, ?, ?)")) {
            insert.setString(1, kind.name().toLowerCase(Locale.ROOT));
            insert.setString(2, place);
            insert.executeUpdate();
        }
        Database.execute(connection, "PRAGMA user_version = " + LAYOUT);
    }

    /** Takes it away: nodes can start on the file. */
    static void remove(Connection connection) throws SQLException {
        Database.execute(connection, "BEGIN IMMEDIATE");
        Database.execute(connection, "DROP TABLE IF EXISTS mark");
        Database.execute(connection, "PRAGMA user_version = " + Database.SCHEMA);
        Database.execute(connection, "COMMIT");
    }

    Occupancy occupancy() {
        return switch (kind) {
            case ARRIVING -> new Occupancy.Arriving(place);
            case MOVED -> new Occupancy.Moved(place);
            case BACKUP -> new Occupancy.Backup(place);
        };
    }

    /** Why no node starts on {@code file}. */
    Problem problem(Path file) {
        var advice = switch (kind) {
            case ARRIVING -> "finish it with the same `leeward journal move` or restore";
            case MOVED -> "it goes on there; to bring it back, move it to a new place with `leeward journal move`";
            case BACKUP -> "copy it to where it is to be used with `leeward journal restore`";
        };
        return SqlProblems.lasting(
                FaultCode.CONFLICT, file, "it " + occupancy().sentence() + ": no node starts on it; " + advice);
    }
}

package dev.leeward.journal.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** How the file is opened, and what is in it. */
final class Database {
    /** Tells a journal of ours from any other SQLite file: "Leew". */
    static final int APPLICATION = 0x4C656577;

    /** The layout of the tables below. */
    static final int SCHEMA = 1;

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int PAGE_SIZE = 4_096;

    private static final String[] TABLES = {
        "CREATE TABLE entry (sequence INTEGER PRIMARY KEY, line TEXT NOT NULL, hash TEXT NOT NULL) STRICT",
        "CREATE TABLE snapshot (id INTEGER PRIMARY KEY CHECK (id = 1), text TEXT NOT NULL) STRICT",
        """
        CREATE TABLE chain (id INTEGER PRIMARY KEY CHECK (id = 1),
          base_sequence INTEGER NOT NULL, base_hash TEXT NOT NULL,
          head_sequence INTEGER NOT NULL, head_hash TEXT NOT NULL,
          head_at TEXT NOT NULL, written_by TEXT NOT NULL) STRICT""",
    };

    private Database() {}

    /** Opens for writing: every commit is on the disk when it returns. */
    static Connection openWriting(Path file, long mostBytes) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MILLIS);
        var connection = checked(connect(config, file.toAbsolutePath().toString()));
        try {
            execute(connection, "PRAGMA page_size = " + PAGE_SIZE);
            if (!text(connection, "PRAGMA journal_mode = WAL").equals("wal")) {
                throw new SQLException("the file system cannot share memory (a network share?), which WAL needs");
            }
            execute(connection, "PRAGMA synchronous = " + SynchronousMode.FULL);
            execute(connection, "PRAGMA max_page_count = " + mostBytes / PAGE_SIZE);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens for reading only, also while somebody writes. */
    static Connection openReading(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MILLIS);
        config.setReadOnly(true);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        try {
            return checked(connect(config, file.toAbsolutePath().toString()));
        } catch (SQLException e) {
            // Reading a WAL file takes two files beside it. Where we may not make them and nobody has, nobody writes
            // either.
            boolean refused = e instanceof SQLiteException lite
                    && (lite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CANTOPEN.code;
            if (!refused || Files.exists(Path.of(file + "-wal"))) throw e;
            return checked(connect(config, file.toUri() + "?immutable=1"));
        }
    }

    private static Connection checked(Connection connection) throws SQLException {
        try {
            refuseForeign(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Makes the tables in an empty file. */
    static void create(Connection connection, String genesis, String writer) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        createTables(connection, genesis, writer);
        execute(connection, "PRAGMA user_version = " + SCHEMA);
        execute(connection, "COMMIT");
    }

    /** The same as a part of a transaction, and without saying of which layout they are. */
    static void createTables(Connection connection, String genesis, String writer) throws SQLException {
        for (var table : TABLES) execute(connection, table);
        try (var insert = connection.prepareStatement("INSERT INTO chain VALUES (1, 0, ?, 0, ?, '', ?)")) {
            insert.setString(1, genesis);
            insert.setString(2, genesis);
            insert.setString(3, writer);
            insert.executeUpdate();
        }
        execute(connection, "PRAGMA application_id = " + APPLICATION);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The only number that {@code sql} gives. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** The only text that {@code sql} gives, empty when it gives none. */
    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var text = rows.next() ? rows.getString(1) : null;
            return text == null ? "" : text;
        }
    }

    private static Connection connect(SQLiteConfig config, String file) throws SQLException {
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** Before anything of it is changed. */
    private static void refuseForeign(Connection connection) throws SQLException {
        long application = number(connection, "PRAGMA application_id");
        boolean empty = number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && application != APPLICATION) throw new ForeignFileException();
    }

    /** A SQLite file of another program. */
    static final class ForeignFileException extends SQLException {
        private static final long serialVersionUID = 1;

        ForeignFileException() {
            super("a database of another program");
        }
    }
}

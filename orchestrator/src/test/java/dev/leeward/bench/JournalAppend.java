package dev.leeward.bench;

import dev.leeward.fault.Problem;
import dev.leeward.format.JournalFormat;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal.Appended;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.journal.sqlite.SqliteJournal;
import dev.leeward.journal.sqlite.SqliteOpening;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.StepId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * How long an append to the journal takes, beside its peer: the same text inserted into a bare SQLite table with the same
 * durability. In turns on the same disk, so that what else the disk does hits both.
 */
public final class JournalAppend {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final int TURN = 100;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final Event EVENT = new Event.StepStarted(
            new ServiceName("shop"), new RunId("shop-7"), new StepId("steer/rfc2136:www.example.net"), 1);
    private static final List<Event> ONE = List.of(EVENT);
    private static final List<Event> THREE = List.of(EVENT, EVENT, EVENT);

    private JournalAppend() {}

    /** Arguments: an empty folder on the disk to measure, and how many appends. */
    public static void main(String[] arguments) throws SQLException {
        var folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        try (var journal = opened(folder.resolve("journal.db"));
                var bare = bare(folder.resolve("bare.db"));
                var insert = bare.prepareStatement("INSERT INTO line (text) VALUES (?)")) {
            insert.setString(1, JournalFormat.line(1, AT, EVENT));
            Attempt peer = insert::executeUpdate;
            Attempt one = () -> append(journal, ONE);
            Attempt three = () -> append(journal, THREE);
            // The JVM compiles itself warm first.
            for (var attempt : List.of(peer, one, three)) measured(attempt, new long[count / 2], 0, count / 2);
            var times = new long[3][count];
            for (int done = 0; done < count; done += TURN) {
                int to = Math.min(count, done + TURN);
                measured(peer, times[0], done, to);
                measured(one, times[1], done, to);
                measured(three, times[2], done, to);
            }
            report("bare-sqlite insert of one line", times[0]);
            report("journal append of one event", times[1]);
            report("journal append of three events", times[2]);
        }
    }

    private static void measured(Attempt attempt, long[] times, int from, int to) throws SQLException {
        for (int i = from; i < to; i++) {
            long start = System.nanoTime();
            attempt.run();
            times[i] = System.nanoTime() - start;
        }
    }

    private static void report(String what, long[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-32s n=%d p50_us=%.0f p99_us=%.0f max_us=%.0f%n",
                what,
                sorted.length,
                sorted[sorted.length / 2] / NANOS_PER_MICRO,
                sorted[sorted.length * 99 / 100] / NANOS_PER_MICRO,
                sorted[sorted.length - 1] / NANOS_PER_MICRO);
    }

    private static void append(SqliteJournal journal, List<Event> events) {
        var appended = journal.append(journal.lastSequence(), AT, events);
        if (!(appended instanceof Appended.Done)) throw new AssertionError(appended.toString());
    }

    private static SqliteJournal opened(Path file) {
        return switch (SqliteJournal.open(new JournalFile(file, "bench", "1.0"))) {
            case SqliteOpening.Opened(SqliteJournal journal) -> journal;
            case SqliteOpening.Refused(Problem problem) -> throw new AssertionError(problem.toString());
        };
    }

    private static Connection bare(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE line (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT");
        }
        return connection;
    }

    /** Something to measure. */
    private interface Attempt {
        void run() throws SQLException;
    }
}

package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.Lines;
import dev.leeward.format.NewLines;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in one SQLite file (WAL, {@code synchronous=FULL}): an append that is {@link Journal.Appended.Done} was
 * flushed to the disk. Thread-safe; readers have a connection of their own and do not delay an append.
 *
 * <p>An append that fails is taken back and looked for. Should the disk fail even that look, the next append looks again
 * before it writes, and answers {@link Journal.Appended.Conflict} if the lines turned up after all.
 */
public final class SqliteJournal implements Journal, Lines {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);
    private static final int MOST_EVENTS = 10_000;
    private static final int LONGEST_LINE = 1 << 20;

    private final Path file;
    private final JournalReading reading;
    private final Writer writer;
    private final JournalLock lock;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile ChainEnds.Head head;
    private boolean inDoubt;

    SqliteJournal(Path file, Connection connection, Connection reader, JournalLock lock) throws SQLException {
        this.file = file;
        this.writer = new Writer(connection);
        this.reading = new JournalReading(file, reader);
        this.lock = lock;
        this.head = writer.head();
    }

    /**
     * Opens the journal, a new one where there is none, and checks all of it. Refused, with nothing changed, when another
     * orchestrator writes it; when it is damaged, of another program or of a newer version; when the folder does not let us.
     */
    public static SqliteOpening open(JournalFile at) {
        return new Opener(at).open();
    }

    @Override
    public long lastSequence() {
        return head.sequence();
    }

    @Override
    public Appended append(long expectedSequence, Instant at, List<Event> events) {
        writing.lock();
        try {
            if (inDoubt) settleDoubt();
            if (expectedSequence != head.sequence()) return new Appended.Conflict(head.sequence());
            if (events.isEmpty()) return new Appended.Done(List.of());
            var append = NewLines.after(head, at, events);
            if (events.size() > MOST_EVENTS || append.longest() > LONGEST_LINE) return tooLarge(append);
            return write(append);
        } catch (SQLException e) {
            return new Appended.Failed(SqlProblems.of(file, e));
        } finally {
            writing.unlock();
        }
    }

    private Appended write(NewLines append) throws SQLException {
        try {
            if (!writer.append(head, append)) {
                head = writer.head();
                return new Appended.Conflict(head.sequence());
            }
        } catch (SQLException e) {
            inDoubt = true;
            writer.takeBack();
            settleDoubt();
            if (!head.equals(append.head())) return new Appended.Failed(SqlProblems.of(file, e));
        }
        head = append.head();
        return new Appended.Done(append.entries());
    }

    private void settleDoubt() throws SQLException {
        head = writer.head();
        inDoubt = false;
    }

    private Appended tooLarge(NewLines append) {
        return new Appended.Failed(SqlProblems.lasting(
                FaultCode.EXHAUSTED,
                file,
                "%d events at once, the longest of %d characters, are more than fit (%d of %d)"
                        .formatted(append.lines().size(), append.longest(), MOST_EVENTS, LONGEST_LINE)));
    }

    @Override
    public List<Entry> read(long sequence, int limit) {
        return reading.read(sequence, limit);
    }

    @Override
    public List<Line> lines(long sequence, int limit) {
        return reading.lines(sequence, limit);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return reading.snapshot();
    }

    /** A disk that does not take the snapshot costs nothing but room: it is said in the log, and the next one may fit. */
    @Override
    public void keep(Snapshot snapshot, long keep) {
        writing.lock();
        try {
            long cut = Math.min(snapshot.sequence() - keep, head.sequence());
            writer.keep(snapshot, cut);
        } catch (SQLException e) {
            LOG.warn("no snapshot was kept at {}: {}", snapshot.sequence(), SqlProblems.of(file, e));
            takeBackQuietly();
        } finally {
            writing.unlock();
        }
    }

    private void takeBackQuietly() {
        try {
            writer.takeBack();
        } catch (SQLException e) {
            LOG.warn("the journal's disk fails: {}", SqlProblems.of(file, e));
            inDoubt = true;
        }
    }

    @Override
    public Optional<Problem> verify() {
        return reading.verify();
    }

    @Override
    public void close() {
        writing.lock();
        try (lock;
                writer;
                reading) {
            LOG.debug("closing the journal at {}", head.sequence());
        } catch (SQLException | IOException e) {
            // All that was promised is durable already; SQLite tidies up at the next opening.
            LOG.warn("the journal could not be closed tidily", e);
        } finally {
            writing.unlock();
        }
    }
}

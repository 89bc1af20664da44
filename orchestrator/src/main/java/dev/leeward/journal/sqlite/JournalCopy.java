package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.Chain;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Lines;
import dev.leeward.format.Read;
import dev.leeward.journal.Snapshot;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.Occupancy;
import dev.leeward.relocation.RelocationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest part of a journal that is kept elsewhere: its newest snapshot and every line since, in a file of this machine.
 * It is a backup like any other: readable by itself, and nothing starts on it. Written behind, each time in one transaction
 * that is on the disk when it returns; what does not chain to what is there is not taken in.
 */
public final class JournalCopy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalCopy.class);
    /** A snapshot is taken every 1,000 lines; from so many on the copy begins anew with the newest. */
    private static final int MOST_LINES = 2_500;

    private static final int PAGE = 1_000;
    private static final Duration SEEN_EVERY = Duration.ofSeconds(10);

    private final JournalFile at;
    private final String of;
    private final FileCustody custody;
    private final Connection connection;
    private Instant seen = Instant.MIN;

    private JournalCopy(JournalFile at, String of, FileCustody custody) {
        this.at = at;
        this.of = of;
        this.custody = custody;
        this.connection = custody.connection();
    }

    /**
     * Opens the copy at {@code at}, or begins one.
     *
     * @param of what is copied, in a sentence
     */
    public static JournalCopy open(JournalFile at, String of) throws RelocationException {
        var custody = new FileHome(at).takeFile();
        boolean opened = false;
        try {
            var copy = new JournalCopy(at, of, custody);
            copy.prepare();
            opened = true;
            return copy;
        } finally {
            if (!opened) custody.close();
        }
    }

    /** Since when the copy at {@code file} may lack something: it was complete then, by this machine's clock. */
    public static Optional<Instant> asOf(Path file) {
        try (var connection = Database.openReading(file)) {
            return Optional.of(Instant.parse(Database.text(connection, "SELECT at FROM seen")));
        } catch (SQLException | DateTimeParseException e) {
            LOG.debug("{} does not say how old it is: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private void prepare() throws RelocationException {
        switch (custody.chain().occupancy()) {
            case Occupancy.Empty _, Occupancy.Arriving _ -> {
                custody.receive(of);
                custody.lay(of);
            }
            case Occupancy.Backup _ -> {
                // What was copied before.
            }
            case Occupancy.InUse _, Occupancy.Moved _ ->
                throw new RelocationException(SqlProblems.lasting(
                        FaultCode.CONFLICT, at.path(), "is a journal by itself; keep the copy somewhere else"));
        }
        write(() -> Database.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY CHECK (id = 1), at TEXT NOT NULL) STRICT"));
    }

    /** Takes in what {@code source} has more; how many lines. */
    public int update(KeptChain source, Instant now) throws RelocationException {
        var theirs = source.ends();
        var ours = custody.chain().ends();
        if (ours.head().equals(theirs.head())) {
            if (Duration.between(seen, now).compareTo(SEEN_EVERY) >= 0) write(() -> see(now));
            return 0;
        }
        boolean follows = ours.head().sequence() > 0
                && ours.head().sequence() >= theirs.baseSequence()
                && ours.head().sequence() <= theirs.head().sequence()
                && source.hashOf(ours.head().sequence()).equals(ours.head().hash());
        boolean bounded = theirs.head().sequence() - ours.baseSequence() <= MOST_LINES;
        if (follows && bounded) return add(source, ours, theirs, now);
        if (!follows && ours.head().sequence() > theirs.head().sequence()) setAside();
        return anew(source, theirs, now);
    }

    private int add(KeptChain source, ChainEnds ours, ChainEnds theirs, Instant now) throws RelocationException {
        var lines = lines(source, ours.head().sequence(), ours.head().hash(), theirs);
        write(() -> {
            insert(lines);
            end(ours.baseSequence(), ours.baseHash(), theirs.head());
            see(now);
        });
        return lines.size();
    }

    /** From the newest snapshot on; the lines before it are in the snapshot. */
    private int anew(KeptChain source, ChainEnds theirs, Instant now) throws RelocationException {
        var text = source.snapshot();
        long base = theirs.baseSequence();
        var hash = theirs.baseHash();
        if (JournalFormat.snapshot(text) instanceof Read.Of<Snapshot>(Snapshot taken) && taken.sequence() > base) {
            base = taken.sequence();
            hash = taken.hash();
        }
        long from = base;
        var after = hash;
        var lines = lines(source, from, after, theirs);
        write(() -> {
            Database.execute(connection, "DELETE FROM entry");
            Database.execute(connection, "DELETE FROM snapshot");
            insert(lines);
            end(from, after, theirs.head());
            if (!text.isEmpty()) keep(text);
            see(now);
        });
        return lines.size();
    }

    private List<Lines.Line> lines(KeptChain source, long after, String hash, ChainEnds theirs)
            throws RelocationException {
        var lines = new ArrayList<Lines.Line>();
        long last = after;
        var previous = hash;
        while (last < theirs.head().sequence()) {
            for (var line : source.lines(last, PAGE)) {
                if (line.sequence() != last + 1 || !line.hash().equals(Chain.hash(previous, line.text()))) {
                    throw unchained(last + 1);
                }
                lines.add(line);
                last = line.sequence();
                previous = line.hash();
            }
            if (lines.isEmpty()) throw unchained(last + 1);
        }
        if (!previous.equals(theirs.head().hash())) throw unchained(last);
        return lines;
    }

    private RelocationException unchained(long sequence) {
        return new RelocationException(Problem.lasting(
                FaultCode.GARBLED, "line " + sequence + " of " + of + " does not chain; the copy stays as it was"));
    }

    /** The journal elsewhere lost lines that are here: what is here may be all that is left of them. */
    private void setAside() throws RelocationException {
        var aside = at.path().resolveSibling(at.path().getFileName() + ".before");
        LOG.error("{} has lost lines that this copy holds; they are kept in {}", of, aside);
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            throw (RelocationException) new RelocationException(SqlProblems.of(aside, e)).initCause(e);
        }
        write(
                () -> {
                    try (var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                        vacuum.setString(1, aside.toString());
                        vacuum.execute();
                    }
                },
                false);
    }

    private void insert(List<Lines.Line> lines) throws SQLException {
        FileCustody.insert(connection, lines);
    }

    private void end(long base, String baseHash, ChainEnds.Head head) throws SQLException {
        FileCustody.end(connection, new ChainEnds(base, baseHash, head));
    }

    private void keep(String snapshot) throws SQLException {
        FileCustody.keep(connection, snapshot);
    }

    private void see(Instant now) throws SQLException {
        try (var put = connection.prepareStatement("INSERT OR REPLACE INTO seen VALUES (1, ?)")) {
            put.setString(1, now.toString());
            put.executeUpdate();
        }
        seen = now;
    }

    private void write(Work work) throws RelocationException {
        write(work, true);
    }

    private void write(Work work, boolean together) throws RelocationException {
        try {
            if (together) Database.execute(connection, "BEGIN IMMEDIATE");
            boolean done = false;
            try {
                work.run();
                if (together) Database.execute(connection, "COMMIT");
                done = true;
            } finally {
                if (!done && together) Database.execute(connection, "ROLLBACK");
            }
        } catch (SQLException e) {
            throw (RelocationException) new RelocationException(SqlProblems.of(at.path(), e)).initCause(e);
        }
    }

    @Override
    public void close() {
        custody.close();
    }

    private interface Work {
        void run() throws SQLException;
    }
}

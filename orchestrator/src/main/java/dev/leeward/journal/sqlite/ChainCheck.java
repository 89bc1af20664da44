package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.Chain;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Lines;
import dev.leeward.format.Read;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Snapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Looks through everything that is kept: whether the chain holds, and whether this version understands it. */
final class ChainCheck {
    private static final int PAGE = 1_000;

    private final Path file;
    private final Connection connection;
    private final boolean understand;

    /** With {@code understand}, lines that this version cannot read are problems too. */
    ChainCheck(Path file, Connection connection, boolean understand) {
        this.file = file;
        this.connection = connection;
        this.understand = understand;
    }

    /** The first problem, as it stands at one moment. */
    Optional<Problem> problem() throws SQLException {
        Database.execute(connection, "BEGIN");
        try {
            var snapshot = snapshotProblem();
            return snapshot.isPresent() ? snapshot : chainProblem();
        } finally {
            Database.execute(connection, "COMMIT");
        }
    }

    private Optional<Problem> chainProblem() throws SQLException {
        var ends = Rows.ends(connection);
        long last = ends.baseSequence();
        var hash = ends.baseHash();
        for (var page = Rows.lines(connection, last, PAGE); !page.isEmpty(); ) {
            for (var line : page) {
                if (line.sequence() != last + 1) return broken(last + 1, "is missing");
                if (!line.hash().equals(Chain.hash(hash, line.text()))) return broken(last + 1, "was changed");
                var unreadable = lineProblem(line);
                if (unreadable.isPresent()) return unreadable;
                last = line.sequence();
                hash = line.hash();
            }
            page = Rows.lines(connection, last, PAGE);
        }
        if (last < ends.head().sequence()) return broken(last + 1, "is missing");
        return hash.equals(ends.head().hash()) ? Optional.empty() : broken(last, "is not the one written last");
    }

    private Optional<Problem> lineProblem(Lines.Line line) throws SQLException {
        var read = JournalFormat.entry(line.text(), line.hash());
        if (read instanceof Read.Of<Entry>(Entry entry) && entry.sequence() != line.sequence()) {
            return broken(line.sequence(), "stands in the place of another");
        }
        if (understand && read instanceof Read.Unreadable<Entry>(Problem problem)) {
            return newer("line " + line.sequence(), problem);
        }
        return Optional.empty();
    }

    private Optional<Problem> snapshotProblem() throws SQLException {
        var text = Rows.snapshot(connection);
        if (text.isEmpty()) return Optional.empty();
        return switch (JournalFormat.snapshot(text)) {
            case Read.Unreadable<Snapshot>(Problem problem) ->
                understand ? newer("the snapshot", problem) : Optional.empty();
            case Read.Of<Snapshot>(Snapshot snapshot) -> {
                var hash = Rows.hashOf(connection, snapshot.sequence());
                // Where more was forgotten than the snapshot's line, its hash can no longer be looked up.
                yield snapshot.sequence() < Rows.ends(connection).baseSequence() || hash.equals(snapshot.hash())
                        ? Optional.empty()
                        : broken(snapshot.sequence(), "is not the one the snapshot was taken at");
            }
        };
    }

    private Optional<Problem> newer(String what, Problem problem) throws SQLException {
        var writer = Database.text(connection, "SELECT written_by FROM chain");
        return Optional.of(SqlProblems.lasting(
                FaultCode.MISCONFIGURED,
                file,
                "%s is %s. Leeward %s wrote this journal last: run that version or a newer one"
                        .formatted(what, problem.sentence(), writer)));
    }

    private Optional<Problem> broken(long sequence, String how) {
        return Optional.of(SqlProblems.corrupt(file, "the chain is broken: line " + sequence + " " + how));
    }
}

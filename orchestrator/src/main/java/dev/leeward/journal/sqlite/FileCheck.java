package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainCheck;
import dev.leeward.format.ChainCheck.Flaw;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.ChainSource;
import dev.leeward.format.Lines;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks through the whole file: whether the chain holds, and whether this version understands it. */
final class FileCheck {
    private final Path file;
    private final Connection connection;
    private final boolean understand;

    /** With {@code understand}, lines that this version cannot read are problems too. */
    FileCheck(Path file, Connection connection, boolean understand) {
        this.file = file;
        this.connection = connection;
        this.understand = understand;
    }

    /** The first problem, as it stands at one moment. */
    Optional<Problem> problem() throws SQLException {
        Database.execute(connection, "BEGIN");
        try {
            var flaw = new ChainCheck<>(new Tables(connection), understand).flaw();
            return flaw.isPresent() ? Optional.of(problem(flaw.get())) : Optional.empty();
        } finally {
            Database.execute(connection, "COMMIT");
        }
    }

    private Problem problem(Flaw flaw) throws SQLException {
        return switch (flaw) {
            case Flaw.Broken(String sentence) -> SqlProblems.corrupt(file, "the chain is broken: " + sentence);
            case Flaw.Foreign(String sentence) ->
                SqlProblems.lasting(
                        FaultCode.MISCONFIGURED,
                        file,
                        "%s. Leeward %s wrote this journal last: run that version or a newer one"
                                .formatted(sentence, Database.text(connection, "SELECT written_by FROM chain")));
        };
    }

    /** The tables as a chain. */
    private record Tables(Connection connection) implements ChainSource<SQLException> {
        @Override
        public ChainEnds ends() throws SQLException {
            return Rows.ends(connection);
        }

        @Override
        public List<Lines.Line> lines(long sequence, int limit) throws SQLException {
            return Rows.lines(connection, sequence, limit);
        }

        @Override
        public String snapshot() throws SQLException {
            return Rows.snapshot(connection);
        }

        @Override
        public String hashOf(long sequence) throws SQLException {
            return Rows.hashOf(connection, sequence);
        }
    }
}

package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.relocation.Custody;
import dev.leeward.relocation.JournalHome;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.RelocationException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;

/** A journal in a file, or the place for one. */
public final class FileHome implements JournalHome {
    private final JournalFile at;

    /** At {@code at}; the node's name there is that of whoever holds the file meanwhile. */
    public FileHome(JournalFile at) {
        this.at = at;
    }

    @Override
    public String name() {
        return "the file " + at.path();
    }

    @Override
    public KeptChain look() throws RelocationException {
        if (!Files.exists(at.path())) {
            throw new RelocationException(SqlProblems.lasting(
                    FaultCode.NOT_FOUND, at.path(), "there is none; has an orchestrator run here?"));
        }
        try {
            return FileChain.ofOwn(at.path(), Database.openReading(at.path()));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public Custody take() throws RelocationException {
        return takeFile();
    }

    FileCustody takeFile() throws RelocationException {
        try {
            OwnerOnly.createFolder(at.folder());
            return switch (JournalLock.take(at.lock(), at.holder())) {
                case JournalLock.Taken.Held(Problem problem) -> throw new RelocationException(problem);
                case JournalLock.Taken.Ours(JournalLock lock) -> take(lock);
            };
        } catch (IOException e) {
            throw (RelocationException) new RelocationException(SqlProblems.of(at.path(), e)).initCause(e);
        }
    }

    private FileCustody take(JournalLock lock) throws RelocationException, IOException {
        boolean taken = false;
        try {
            OwnerOnly.createFile(at.path());
            var connection = Database.openWriting(at.path(), at.mostBytes());
            taken = true;
            return new FileCustody(at, connection, lock);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            if (!taken) lock.close();
        }
    }

    private RelocationException failure(SQLException e) {
        return (RelocationException) new RelocationException(SqlProblems.of(at.path(), e)).initCause(e);
    }
}

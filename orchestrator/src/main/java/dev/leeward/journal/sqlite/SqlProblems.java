package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite and the file system say, as problems. See https://www.sqlite.org/rescode.html. */
final class SqlProblems {
    private static final int PRIMARY = 0xff;

    private SqlProblems() {}

    static Problem of(Path file, SQLException e) {
        if (e instanceof Database.ForeignFileException) return foreign(file);
        var code = e instanceof SQLiteException lite ? lite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        var primary = SQLiteErrorCode.getErrorCode(code.code & PRIMARY);
        return switch (primary) {
            case SQLITE_FULL ->
                passing(FaultCode.EXHAUSTED, file, "the disk is full, or the journal reached its largest size");
            case SQLITE_IOERR -> passing(FaultCode.UNAVAILABLE, file, "the disk does not take it (" + code + ")");
            case SQLITE_BUSY, SQLITE_LOCKED ->
                passing(FaultCode.UNAVAILABLE, file, "another program holds the file; end it (" + code + ")");
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                lasting(FaultCode.FORBIDDEN, file, "this user may not write the file or its folder");
            case SQLITE_CANTOPEN ->
                lasting(FaultCode.FORBIDDEN, file, "the file, or those SQLite makes beside it, cannot be opened");
            case SQLITE_NOTADB -> foreign(file);
            case SQLITE_CORRUPT -> corrupt(file, String.valueOf(e.getMessage()));
            default -> lasting(FaultCode.INTERNAL, file, String.valueOf(e.getMessage()));
        };
    }

    static Problem of(Path file, IOException e) {
        if (e instanceof AccessDeniedException) {
            return lasting(FaultCode.FORBIDDEN, file, "this user may not make or write files in its folder");
        }
        return lasting(FaultCode.MISCONFIGURED, file, "cannot be made: " + e);
    }

    /** Damaged in a way that only a person can set right. */
    static Problem corrupt(Path file, String how) {
        return lasting(
                FaultCode.GARBLED,
                file,
                how + ". Nothing was changed. Restore the file from a backup, or move it away to begin a new one:"
                        + " Leeward then reads from the targets where traffic is");
    }

    private static Problem foreign(Path file) {
        return lasting(
                FaultCode.MISCONFIGURED, file, "is not a journal of Leeward; give the journal a file of its own");
    }

    static Problem lasting(FaultCode code, Path file, String sentence) {
        return Problem.lasting(code, "journal " + file + ": " + sentence);
    }

    private static Problem passing(FaultCode code, Path file, String sentence) {
        return Problem.passing(code, "journal " + file + ": " + sentence);
    }
}

package dev.leeward.journal.sqlite;

import dev.leeward.fault.Problem;

/** What opening a journal for writing came to. */
public sealed interface SqliteOpening {
    /** It is ours, and whole. */
    record Opened(SqliteJournal journal) implements SqliteOpening {}

    /** It stays as it is. */
    record Refused(Problem problem) implements SqliteOpening {}
}

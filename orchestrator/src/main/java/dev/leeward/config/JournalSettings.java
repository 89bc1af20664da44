package dev.leeward.config;

import java.nio.file.Path;

/**
 * Where the journal is and how much of it stays.
 *
 * @param path absolute path of the SQLite file
 * @param keep how many events stay before older ones are folded into a snapshot
 */
public record JournalSettings(Path path, int keep) {}

package dev.leeward.api.body;

import java.util.List;

/**
 * A page of the journal.
 *
 * @param next pass it as {@code after} to go on
 */
public record JournalBody(List<EntryBody> entries, long next) {}

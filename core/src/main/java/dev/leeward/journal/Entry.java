package dev.leeward.journal;

import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param sequence 1 for the first, then one more each
 * @param at when it was appended, by the control loop's clock; never earlier than the line before
 * @param hash hex SHA-256 over the previous line's hash and this line's canonical JSON
 */
public record Entry(long sequence, Instant at, Event event, String hash) {}

package dev.leeward.journal;

/**
 * The folded state after {@code sequence}.
 *
 * @param hash the chain's hash at {@code sequence}
 */
public record Snapshot(long sequence, String hash, Projection state) {}

package dev.leeward.format;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a kept chain begins and ends.
 *
 * @param baseSequence of the last forgotten line, 0 when none is
 * @param baseHash of that line, {@link Chain#GENESIS} when none is forgotten
 */
public record ChainEnds(long baseSequence, String baseHash, Head head) {
    /** Nothing was ever written. */
    public static final ChainEnds EMPTY = new ChainEnds(0, Chain.GENESIS, Head.EMPTY);

    /**
     * The newest line.
     *
     * @param at its time; empty before the first
     */
    public record Head(long sequence, String hash, Optional<Instant> at) {
        /** Before the first line. */
        public static final Head EMPTY = new Head(0, Chain.GENESIS, Optional.empty());
    }
}

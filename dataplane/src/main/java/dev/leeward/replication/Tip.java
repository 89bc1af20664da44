package dev.leeward.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells when a shard has been read to its end. One short answer is no proof, so several in a row are asked for; then all that
 * was written before the first of them began, less the time in which a write may not show yet, has been read.
 */
final class Tip {
    private final int quietReads;
    private final Duration delay;
    private int quiet;
    private Instant first = Instant.MIN;

    Tip(int quietReads, Duration delay) {
        this.quietReads = quietReads;
        this.delay = delay;
    }

    /** A read that began then came back; says up to when everything has been read, if that is known now. */
    Optional<Instant> read(Instant began, boolean isFull) {
        if (isFull) {
            quiet = 0;
            return Optional.empty();
        }
        if (quiet == 0) first = began;
        quiet++;
        if (quiet < quietReads) return Optional.empty();
        quiet = 0;
        return Optional.of(first.minus(delay));
    }
}

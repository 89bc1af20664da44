package dev.leeward.lag;

import java.time.Instant;
import java.util.Optional;

/**
 * Until when everything that was written in one region has come to another.
 *
 * @param until of the slowest table; empty: nobody knows
 * @param words how that is known, or why not, as a clause
 */
public record CopyStand(Optional<Instant> until, String words) {
    /** There is nothing that would have to come. */
    public static final CopyStand NOTHING_KEPT = new CopyStand(Optional.of(Instant.MAX), "no data is declared");

    /** Whether everything that was written until {@code moment} is there. */
    public boolean covers(Instant moment) {
        return until.filter(moment::isBefore).isPresent();
    }
}

package dev.leeward.health;

import dev.leeward.probe.Observation;
import dev.leeward.probe.ProbeId;
import java.time.Instant;
import java.util.Optional;

/**
 * How one probe of a region stands, as seen from one vantage point, after damping.
 *
 * @param score of the leaky counter
 * @param okStreak OKs in a row
 * @param failingSince start of the first failure that still counts, where one does
 * @param deadSince start of the first look since the newest that showed a sign of life, however bad the answer; empty where the
 *     newest look did, or nothing was seen
 * @param freshAt start of the newest look that said anything about the target
 * @param last the newest observation, an inconclusive one included
 */
public record ProbeHealth(
        ProbeId probe,
        Verdict verdict,
        double score,
        int okStreak,
        Instant since,
        Optional<Instant> failingSince,
        Optional<Instant> deadSince,
        Optional<Instant> freshAt,
        Optional<Observation> last) {

    /** Nothing is known yet. */
    public static ProbeHealth unknown(ProbeId probe, Instant at) {
        return new ProbeHealth(
                probe,
                Verdict.UNKNOWN,
                0,
                0,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}

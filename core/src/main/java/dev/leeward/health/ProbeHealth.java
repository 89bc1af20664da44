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
 * @param last the newest observation
 */
public record ProbeHealth(
        ProbeId probe,
        Verdict verdict,
        double score,
        int okStreak,
        Instant since,
        Optional<Instant> failingSince,
        Optional<Observation> last) {}

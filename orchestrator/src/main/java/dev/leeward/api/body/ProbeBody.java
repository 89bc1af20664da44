package dev.leeward.api.body;

import dev.leeward.health.ProbeHealth;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one probe stands, after damping.
 *
 * @param verdict healthy, unhealthy or unknown
 * @param score of the leaky failure counter
 * @param okStreak OKs in a row
 * @param since when the verdict became what it is
 * @param failingSince when the first failure that still counts began
 * @param last the newest look
 */
public record ProbeBody(
        String name,
        String verdict,
        double score,
        int okStreak,
        Instant since,
        Optional<Instant> failingSince,
        Optional<Look> last) {

    /**
     * One look.
     *
     * @param result healthy, failing or inconclusive
     * @param failure how it failed: refused, timed-out, bad-status, ...
     * @param detail what was seen instead of what was expected, or why nothing could be seen
     * @param millis how long it took
     */
    public record Look(
            Instant at,
            String from,
            String result,
            Optional<String> failure,
            Optional<String> detail,
            List<String> warnings,
            double millis) {
        static Look of(Observation seen) {
            var millis = millis(seen.sighting().timings().total());
            var at = seen.startedAt();
            var from = seen.from().value();
            return switch (seen.sighting()) {
                case Sighting.Healthy ok ->
                    new Look(at, from, "healthy", Optional.empty(), Optional.empty(), ok.warnings(), millis);
                case Sighting.Failing bad ->
                    new Look(
                            at,
                            from,
                            "failing",
                            Optional.of(Names.of(bad.kind())),
                            Optional.of(bad.detail()),
                            List.of(),
                            millis);
                case Sighting.Inconclusive blind ->
                    new Look(at, from, "inconclusive", Optional.empty(), Optional.of(blind.why()), List.of(), millis);
            };
        }

        private static double millis(Duration duration) {
            return Math.round(duration.toNanos() / 10_000.0) / 100.0;
        }
    }

    /** The outside shape of {@code health}. */
    public static ProbeBody of(ProbeHealth health) {
        return new ProbeBody(
                health.probe().value(),
                Names.of(health.verdict()),
                health.score(),
                health.okStreak(),
                health.since(),
                health.failingSince(),
                health.last().map(Look::of));
    }
}

package dev.leeward.health;

import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import java.time.Duration;
import java.time.Instant;

/**
 * How a probe stood for a vantage point when its region was judged.
 *
 * @param hearsay whether it only asks what somebody else says
 * @param at when it was judged
 */
record ProbeFinding(
        VantagePoint from, ProbeHealth health, boolean hearsay, Caveat caveat, HealthPolicy policy, Instant at)
        implements Finding {

    /** Why what is seen proves nothing. */
    enum Caveat {
        NONE(""),
        TOO_OLD("; that is too old to count"),
        SUSPECT("; so much fails for this observer at once that it is suspected itself"),
        BLIND("; nothing else answers this observer either, so it may be blind"),
        UNPROVEN("; no reference has answered since the failures began, so the observer may be blind");

        private final String words;

        Caveat(String words) {
            this.words = words;
        }
    }

    @Override
    public String sentence() {
        return health.probe() + " from " + from + ": " + stand() + caveat.words;
    }

    private String stand() {
        if (health.last().isEmpty()) return "not looked at yet";
        var last = health.last().get();
        var age = tenths(Duration.between(last.startedAt(), at).toMillis() / 1000.0);
        return switch (last.sighting()) {
            case Sighting.Healthy ok
            when hearsay ->
                (ok.warnings().isEmpty() ? "nobody says otherwise" : String.join("; ", ok.warnings()))
                        + (health.verdict() == Verdict.UNHEALTHY
                                ? ", " + health.okStreak() + " in a row of " + policy.recoveries() + " to be over"
                                : "");
            case Sighting.Healthy ok ->
                "OK in " + ok.timings().total().toMillis() + " ms, " + age + " s ago, " + health.okStreak()
                        + " in a row"
                        + (health.verdict() == Verdict.UNHEALTHY ? " of " + policy.recoveries() + " to recover" : "");
            case Sighting.Failing bad ->
                bad.kind() + " (" + bad.detail() + ") " + age + " s ago, score " + tenths(health.score()) + " of "
                        + policy.failures();
            case Sighting.Inconclusive open -> "could not look: " + open.why();
        };
    }

    /** One decimal, whatever the locale. */
    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
    }
}

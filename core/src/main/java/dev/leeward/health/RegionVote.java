package dev.leeward.health;

import dev.leeward.probe.Probe;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One vantage point's vote on one region: unhealthy if any probe proves it, healthy if all do, unknown otherwise. A probe
 * whose evidence is stale, or whose failures nobody can tell from blindness, proves nothing.
 */
final class RegionVote {
    private final VantageView view;
    private final HealthPolicy policy;
    private final Instant now;
    private final List<ProbeHealth> stands = new ArrayList<>();
    private final List<String> evidence = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private Sight sight = Sight.CLEAR;

    RegionVote(VantageView view, HealthPolicy policy, Instant now) {
        this.view = view;
        this.policy = policy;
        this.now = now;
    }

    void count(Probe probe, List<Probe> elsewhere) {
        var health = view.of(probe, now);
        var verdict = health.verdict();
        String caveat = "";
        if (isStale(health)) {
            verdict = Verdict.UNKNOWN;
            caveat = health.freshAt().isEmpty() ? "" : "; that is too old to count";
            sight = unheard(elsewhere);
        } else if (view.isDistrusted() && verdict != Verdict.HEALTHY) {
            verdict = Verdict.UNKNOWN;
            caveat = "; so much fails for this observer at once that it is suspected itself";
            sight = Sight.SUSPECT;
        } else if (view.isBlind(elsewhere) && verdict != Verdict.HEALTHY) {
            verdict = Verdict.UNKNOWN;
            caveat = "; nothing else answers this observer either, so it may be blind";
            sight = Sight.BLIND;
        } else if (verdict == Verdict.UNHEALTHY && !sightProven(health, elsewhere)) {
            verdict = Verdict.UNKNOWN;
            caveat = "; no reference has answered since the failures began, so the observer may be blind";
            sight = Sight.BLIND;
        }
        stands.add(health);
        verdicts.add(verdict);
        evidence.add(probe.id() + " from " + view.from() + ": " + sentence(health) + caveat);
    }

    Verdict verdict() {
        if (verdicts.contains(Verdict.UNHEALTHY)) return Verdict.UNHEALTHY;
        boolean allHealthy = !verdicts.isEmpty() && verdicts.stream().allMatch(v -> v == Verdict.HEALTHY);
        return allHealthy ? Verdict.HEALTHY : Verdict.UNKNOWN;
    }

    Vote vote() {
        var verdict = verdict();
        return new Vote(view.from(), verdict, verdict == Verdict.UNKNOWN ? sight : Sight.CLEAR);
    }

    /** Looks that count for nothing keep nothing fresh, though they come. */
    private Sight unheard(List<Probe> elsewhere) {
        if (view.isDistrusted()) return Sight.SUSPECT;
        return view.isBlind(elsewhere) ? Sight.BLIND : Sight.SILENT;
    }

    List<ProbeHealth> stands() {
        return stands;
    }

    List<String> evidence() {
        return evidence;
    }

    private boolean isStale(ProbeHealth health) {
        return health.freshAt()
                .filter(at -> !at.plus(policy.freshFor()).isBefore(now))
                .isEmpty();
    }

    private boolean sightProven(ProbeHealth health, List<Probe> elsewhere) {
        return health.failingSince()
                .flatMap(since -> view.sightProof(elsewhere).filter(proof -> !proof.isBefore(since)))
                .isPresent();
    }

    private String sentence(ProbeHealth health) {
        if (health.last().isEmpty()) return "not looked at yet";
        var last = health.last().get();
        var age = tenths(Duration.between(last.startedAt(), now).toMillis() / 1000.0);
        return switch (last.sighting()) {
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

    /** One decimal, whatever the locale, and quicker than a format: this is done for every probe on every judgement. */
    private static String tenths(double value) {
        long tenths = Math.round(value * 10);
        return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
    }

    /** Start of the oldest of the newest looks it rests on; the epoch when one probe was never looked at. */
    Instant freshAt() {
        return stands.stream()
                .map(p -> p.freshAt().orElse(Instant.EPOCH))
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}

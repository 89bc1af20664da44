package dev.leeward.health;

import dev.leeward.health.ProbeFinding.Caveat;
import dev.leeward.probe.Probe;
import java.time.Instant;
import java.util.ArrayList;
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
    private final List<Finding> findings = new ArrayList<>();
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
        var caveat = Caveat.NONE;
        if (isStale(health)) {
            verdict = Verdict.UNKNOWN;
            caveat = health.freshAt().isEmpty() ? Caveat.NONE : Caveat.TOO_OLD;
            sight = unheard(elsewhere);
        } else if (view.isDistrusted() && verdict != Verdict.HEALTHY) {
            verdict = Verdict.UNKNOWN;
            caveat = Caveat.SUSPECT;
            sight = Sight.SUSPECT;
        } else if (verdict != Verdict.HEALTHY && view.isBlind(elsewhere)) {
            verdict = Verdict.UNKNOWN;
            caveat = Caveat.BLIND;
            sight = Sight.BLIND;
        } else if (verdict == Verdict.UNHEALTHY && !sightProven(health, elsewhere)) {
            verdict = Verdict.UNKNOWN;
            caveat = Caveat.UNPROVEN;
            sight = Sight.BLIND;
        }
        stands.add(health);
        verdicts.add(verdict);
        findings.add(new ProbeFinding(view.from(), health, caveat, policy, now));
    }

    Verdict verdict() {
        if (verdicts.contains(Verdict.UNHEALTHY)) return Verdict.UNHEALTHY;
        boolean allHealthy = !verdicts.isEmpty() && !verdicts.contains(Verdict.UNKNOWN);
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

    List<Finding> findings() {
        return findings;
    }

    private boolean isStale(ProbeHealth health) {
        var freshAt = health.freshAt();
        return freshAt.isEmpty() || freshAt.get().plus(policy.freshFor()).isBefore(now);
    }

    private boolean sightProven(ProbeHealth health, List<Probe> elsewhere) {
        return health.failingSince()
                .flatMap(since -> view.sightProof(elsewhere).filter(proof -> !proof.isBefore(since)))
                .isPresent();
    }

    /** Start of the oldest of the newest looks it rests on; the epoch when one probe was never looked at. */
    Instant freshAt() {
        var oldest = Instant.MAX;
        for (var stand : stands) {
            var at = stand.freshAt().orElse(Instant.EPOCH);
            if (at.isBefore(oldest)) oldest = at;
        }
        return stands.isEmpty() ? Instant.EPOCH : oldest;
    }
}

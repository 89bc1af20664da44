package dev.leeward.health;

import dev.leeward.health.ProbeFinding.Caveat;
import dev.leeward.probe.Probe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One vantage point's vote on one region: unhealthy if any probe proves it, healthy if all do, unknown otherwise. A probe
 * whose evidence is stale, or whose failures nobody can tell from blindness, proves nothing. Hearsay has a say only where it
 * proves the region unhealthy: without that it abstains, and keeps nothing fresh.
 */
final class RegionVote {
    private final VantageView view;
    private final HealthPolicy policy;
    private final Instant now;
    private final List<ProbeHealth> stands = new ArrayList<>();
    private final List<ProbeHealth> hearsay = new ArrayList<>();
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
        var caveat = caveat(health, elsewhere);
        var verdict = caveat.isPresent() ? Verdict.UNKNOWN : health.verdict();
        boolean unseen = health.freshAt().isEmpty();
        findings.add(new ProbeFinding(
                view.from(),
                health,
                probe.isHearsay(),
                unseen ? Caveat.NONE : caveat.orElse(Caveat.NONE),
                policy,
                now));
        (probe.isHearsay() ? hearsay : stands).add(health);
        if (abstains(probe, verdict)) return;
        verdicts.add(verdict);
        caveat.ifPresent(why -> sight = sight(why, elsewhere));
    }

    /** Nobody is well because nobody says otherwise. */
    private static boolean abstains(Probe probe, Verdict verdict) {
        return probe.isHearsay() && verdict != Verdict.UNHEALTHY;
    }

    /** Why what {@code health} says does not count, if it does not. */
    private Optional<Caveat> caveat(ProbeHealth health, List<Probe> elsewhere) {
        if (isStale(health)) return Optional.of(Caveat.TOO_OLD);
        if (health.verdict() == Verdict.HEALTHY) return Optional.empty();
        if (view.isDistrusted()) return Optional.of(Caveat.SUSPECT);
        if (view.isBlind(elsewhere)) return Optional.of(Caveat.BLIND);
        boolean unproven = health.verdict() == Verdict.UNHEALTHY && !sightProven(health, elsewhere);
        return unproven ? Optional.of(Caveat.UNPROVEN) : Optional.empty();
    }

    private Sight sight(Caveat why, List<Probe> elsewhere) {
        return switch (why) {
            case TOO_OLD -> unheard(elsewhere);
            case SUSPECT -> Sight.SUSPECT;
            case BLIND, UNPROVEN -> Sight.BLIND;
            case NONE -> Sight.CLEAR;
        };
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

    /** What others say, whether or not it has a say. */
    List<ProbeHealth> hearsay() {
        return hearsay;
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

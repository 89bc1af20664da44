package dev.leeward.health;

import dev.leeward.probe.Observation;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A damped, quorum-backed verdict about one region, with its evidence.
 *
 * @param since when the verdict became what it is
 * @param poorSince since when it is another one than Healthy, however often it changed; empty while it is Healthy
 * @param freshAt start of the oldest of the newest observations it rests on; how old the evidence is;
 *     the epoch when it was never looked at
 * @param probes how each probe stands that looks there itself
 * @param hearsay how each stands that asks somebody else; it makes nothing well, proves nothing dead and keeps nothing fresh
 * @param findings what it rests on, each probe first
 * @param votes what each vantage point says, by name
 */
public record RegionHealth(
        RegionName region,
        Verdict verdict,
        Instant since,
        Optional<Instant> poorSince,
        Instant freshAt,
        List<ProbeHealth> probes,
        List<ProbeHealth> hearsay,
        List<Finding> findings,
        List<Vote> votes) {
    public RegionHealth {
        probes = List.copyOf(probes);
        hearsay = List.copyOf(hearsay);
        findings = List.copyOf(findings);
        votes = List.copyOf(votes);
    }

    /** Without hearsay. */
    public RegionHealth(
            RegionName region,
            Verdict verdict,
            Instant since,
            Optional<Instant> poorSince,
            Instant freshAt,
            List<ProbeHealth> probes,
            List<Finding> findings,
            List<Vote> votes) {
        this(region, verdict, since, poorSince, freshAt, probes, List.of(), findings, votes);
    }

    /** What it rests on, a sentence each, for people. */
    public List<String> evidence() {
        return findings.stream().map(Finding::sentence).toList();
    }

    /** Whether some vantage points see it and others, with open eyes, do not: a state of its own. */
    public Optional<PartlySeen> partlySeen() {
        return PartlySeen.of(votes);
    }

    /**
     * Whether traffic may be sent there (S5) as of when this was judged: the verdict is Healthy, which it is on fresh evidence
     * only, and enough vantage points have no probe whose newest look failed. A verdict outlasts a hiccup; that is a reason
     * to stay in a region, not one to move there.
     */
    public boolean isReady(HealthPolicy policy) {
        return isHealthy() && !isSuspect(policy);
    }

    /**
     * Since when it shows no sign of life, where that is so for everybody who sees anything: nothing was written there later, as
     * far as can be seen. The start of the latest first look that was not answered.
     */
    public Optional<Instant> deadSince() {
        var seeing = probes.stream().filter(p -> p.verdict() != Verdict.UNKNOWN).toList();
        boolean alive = seeing.stream().anyMatch(p -> p.deadSince().isEmpty());
        if (alive || verdict != Verdict.UNHEALTHY) return Optional.empty();
        return seeing.stream().flatMap(p -> p.deadSince().stream()).max(Instant::compareTo);
    }

    /** Whether the verdict is Healthy: what is too old to count has no say in a verdict. */
    public boolean isHealthy() {
        return verdict == Verdict.HEALTHY;
    }

    /** Whether so many newest looks were not answered that no quorum of vantage points is left without one. */
    public boolean isSuspect(HealthPolicy policy) {
        return unsuspecting() < policy.quorum();
    }

    /** How many vantage points saw every probe answered at their newest look; one that could not look saw nothing. */
    private int unsuspecting() {
        var looking = new HashSet<VantagePoint>();
        var suspecting = new HashSet<VantagePoint>();
        // What was seen by one that has fallen silent is past: nobody may be counted for it.
        votes.stream()
                .filter(vote -> vote.sight() == Sight.SILENT)
                .map(Vote::from)
                .forEach(suspecting::add);
        probes.stream().flatMap(p -> p.last().stream()).forEach(seen -> {
            looking.add(seen.from());
            if (!(seen.sighting() instanceof Sighting.Healthy)) suspecting.add(seen.from());
        });
        looking.removeAll(suspecting);
        looking.removeAll(warned());
        return looking.size();
    }

    /** Whom somebody has told something against the region; whoever was told nothing has seen nothing by that. */
    private Set<VantagePoint> warned() {
        return hearsay.stream()
                .flatMap(p -> p.last().stream())
                .filter(heard -> heard.sighting() instanceof Sighting.Failing)
                .map(Observation::from)
                .collect(Collectors.toSet());
    }
}

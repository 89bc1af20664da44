package dev.leeward.health;

import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * A damped, quorum-backed verdict about one region, with its evidence.
 *
 * @param since when the verdict became what it is
 * @param freshAt start of the oldest of the newest observations it rests on; how old the evidence is;
 *     the epoch when it was never looked at
 * @param evidence a sentence per probe, for people
 */
public record RegionHealth(
        RegionName region,
        Verdict verdict,
        Instant since,
        Instant freshAt,
        List<ProbeHealth> probes,
        List<String> evidence) {
    public RegionHealth {
        probes = List.copyOf(probes);
        evidence = List.copyOf(evidence);
    }

    /**
     * Whether traffic may be sent there (S5) as of when this was judged: the verdict is Healthy, which it is on fresh evidence
     * only, and enough vantage points have no probe whose newest look failed. A verdict outlasts a hiccup; that is a reason
     * to stay in a region, not one to move there.
     */
    public boolean isReady(HealthPolicy policy) {
        return isHealthy() && !isSuspect(policy);
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
        probes.stream().flatMap(p -> p.last().stream()).forEach(seen -> {
            looking.add(seen.from());
            if (!(seen.sighting() instanceof Sighting.Healthy)) suspecting.add(seen.from());
        });
        return looking.size() - suspecting.size();
    }
}

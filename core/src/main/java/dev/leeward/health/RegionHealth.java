package dev.leeward.health;

import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.List;

/**
 * A damped, quorum-backed verdict about one region, with its evidence.
 *
 * @param since when the verdict became what it is
 * @param freshAt start of the oldest of the newest observations it rests on; how old the evidence is
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
}

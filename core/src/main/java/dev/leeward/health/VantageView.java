package dev.leeward.health;

import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that one vantage point saw of one service and of the reference targets, damped. Not thread-safe; owned by the
 * control loop through {@link HealthBoard}.
 *
 * <p>Never confuses "I cannot see it" with "it is down": a failure speaks against a region only if somewhere else
 * answered this very observer after the failures began. Reference targets serve as that somewhere; without any, the
 * service's other regions do.
 */
final class VantageView {
    private final VantagePoint from;
    private final HealthPolicy policy;
    private final Map<ProbeId, ProbeHealth> probes = new HashMap<>();
    private final Map<ProbeId, Observation> newest = new HashMap<>();
    private final Map<ProbeId, Instant> lastOk = new HashMap<>();

    VantageView(VantagePoint from, HealthPolicy policy) {
        this.from = from;
        this.policy = policy;
    }

    VantagePoint from() {
        return from;
    }

    /** Takes in what was seen of a probe of the service; {@code elsewhere} are the probes that can prove sight. */
    void observe(Observation seen, List<Probe> elsewhere) {
        remember(seen);
        if (seen.sighting() instanceof Sighting.Failing && isBlind(elsewhere)) return;
        probes.compute(
                seen.probe(),
                (id, before) ->
                        Damping.fold(before == null ? ProbeHealth.unknown(id, seen.endedAt()) : before, seen, policy));
    }

    /** Takes in what was seen of a reference target. */
    void observeReference(Observation seen) {
        remember(seen);
    }

    /** Once blindness shows, failures since the last proof of sight are forgotten for {@code probe}. */
    void settleSight(Probe probe, List<Probe> elsewhere, Instant now) {
        if (!isBlind(elsewhere)) return;
        var proof = sightProof(elsewhere);
        probes.computeIfPresent(probe.id(), (_, health) -> {
            boolean unproven = health.failingSince()
                    .filter(since -> proof.filter(p -> !p.isBefore(since)).isEmpty())
                    .isPresent();
            return unproven ? Damping.forgetFailures(health, now) : health;
        });
    }

    /** How {@code probe} stands. */
    ProbeHealth of(Probe probe, Instant now) {
        var known = probes.get(probe.id());
        return known == null ? ProbeHealth.unknown(probe.id(), now) : known;
    }

    /** The newest start of a look at one of {@code elsewhere} that was answered. */
    Optional<Instant> sightProof(List<Probe> elsewhere) {
        return elsewhere.stream()
                .flatMap(p -> Optional.ofNullable(lastOk.get(p.id())).stream())
                .max(Instant::compareTo);
    }

    /** Whether nothing elsewhere answers: each of them was looked at, and the newest look at each failed. */
    boolean isBlind(List<Probe> elsewhere) {
        return !elsewhere.isEmpty()
                && elsewhere.stream().allMatch(p -> {
                    var last = newest.get(p.id());
                    return last != null && !(last.sighting() instanceof Sighting.Healthy);
                });
    }

    private void remember(Observation seen) {
        newest.merge(seen.probe(), seen, (a, b) -> b.startedAt().isBefore(a.startedAt()) ? a : b);
        if (seen.sighting() instanceof Sighting.Healthy) {
            lastOk.merge(seen.probe(), seen.startedAt(), (a, b) -> b.isBefore(a) ? a : b);
        }
    }
}

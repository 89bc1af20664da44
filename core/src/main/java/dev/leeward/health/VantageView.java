package dev.leeward.health;

import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that one vantage point saw of one service and of the reference targets, damped. Not thread-safe; owned by the
 * control loop through {@link ServiceHealth}.
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
    private final Map<ProbeId, Instant> blindUntil = new HashMap<>();
    private final Set<ProbeId> suspects = new HashSet<>();
    private final Set<ProbeId> silent = new HashSet<>();
    private boolean distrusted;

    VantageView(VantagePoint from, HealthPolicy policy) {
        this.from = from;
        this.policy = policy;
    }

    /** The same view under another policy, as far as it concerns {@code known} probes. */
    VantageView under(HealthPolicy next, Set<ProbeId> known) {
        var view = new VantageView(from, next);
        view.probes.putAll(probes);
        view.newest.putAll(newest);
        view.lastOk.putAll(lastOk);
        view.blindUntil.putAll(blindUntil);
        view.suspects.addAll(suspects);
        view.silent.addAll(silent);
        List.of(view.probes, view.newest, view.lastOk, view.blindUntil)
                .forEach(map -> map.keySet().retainAll(known));
        view.suspects.retainAll(known);
        view.silent.retainAll(known);
        view.distrusted = distrusted;
        return view;
    }

    VantagePoint from() {
        return from;
    }

    /** Takes in what was seen by {@code probe} of the service; {@code elsewhere} are the probes that can prove sight. */
    void observe(Observation seen, Probe probe, List<Probe> elsewhere) {
        remember(seen);
        boolean discounted =
                seen.sighting() instanceof Sighting.Failing && (isBlind(elsewhere) || beganBlind(seen) || distrusted);
        probes.compute(seen.probe(), (id, known) -> {
            boolean nothing = known == null || (probe.isHearsay() && isPast(known, seen));
            var before = nothing ? ProbeHealth.unknown(id, seen.endedAt()) : known;
            return discounted ? Damping.noted(before, seen) : Damping.fold(before, seen, policy);
        });
        mark(suspects, seen.probe(), isSuspect(seen.probe()));
    }

    /** Hearsay that went silent is forgotten whole: what was said against a region then says nothing now. */
    private boolean isPast(ProbeHealth known, Observation seen) {
        return known.freshAt()
                .filter(at -> at.plus(policy.freshFor()).isBefore(seen.startedAt()))
                .isPresent();
    }

    /** Takes in what was seen of a reference target. */
    void observeReference(Observation seen) {
        remember(seen);
    }

    /** Once blindness shows, failures since the last proof of sight are forgotten for {@code probe}. */
    void settleSight(Probe probe, List<Probe> elsewhere, Instant now) {
        if (!isBlind(elsewhere)) return;
        closeEyes(probe.id(), now);
        var proof = sightProof(elsewhere);
        probes.computeIfPresent(probe.id(), (_, health) -> {
            boolean unproven = health.failingSince()
                    .filter(since -> proof.filter(p -> !p.isBefore(since)).isEmpty())
                    .isPresent();
            return unproven ? Damping.forgetFailures(health, now) : health;
        });
        mark(suspects, probe.id(), isSuspect(probe.id()));
    }

    /**
     * Whether the vantage point is suspected itself from now on. While it is, what fails for it counts for nothing; what had
     * begun to fail only lately is forgotten, and what failed long before counts again once it is trusted.
     *
     * @return whether that is new
     */
    boolean suspect(boolean suspect, Instant now) {
        if (suspect == distrusted) return false;
        distrusted = suspect;
        probes.keySet().forEach(id -> closeEyes(id, now));
        if (suspect)
            probes.replaceAll((_, health) -> isLately(health, now) ? Damping.forgetFailures(health, now) : health);
        probes.keySet().forEach(id -> mark(suspects, id, isSuspect(id)));
        return true;
    }

    private boolean isLately(ProbeHealth health, Instant now) {
        var lately = now.minus(policy.freshFor());
        return health.failingSince().filter(lately::isBefore).isPresent();
    }

    /** Looks at {@code probe} that began before {@code until} say nothing of failures. */
    private void closeEyes(ProbeId probe, Instant until) {
        blindUntil.merge(probe, until, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Whether what fails for it counts for nothing. */
    boolean isDistrusted() {
        return distrusted;
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

    /** A look that began while the observer was blind says nothing, even if it ends after sight returned. */
    private boolean beganBlind(Observation seen) {
        var until = blindUntil.get(seen.probe());
        return until != null && seen.startedAt().isBefore(until);
    }

    /**
     * Whether there is nothing to settle: every probe of the service is healthy beyond doubt, and the newest look at each
     * place was answered. Between two such moments no verdict changes.
     */
    boolean isQuiet() {
        return suspects.isEmpty() && silent.isEmpty();
    }

    private void remember(Observation seen) {
        newest.merge(seen.probe(), seen, VantageView::younger);
        if (seen.sighting() instanceof Sighting.Healthy) {
            lastOk.merge(seen.probe(), seen.startedAt(), (a, b) -> b.isBefore(a) ? a : b);
        }
        var last = newest.get(seen.probe());
        mark(silent, seen.probe(), last != null && !(last.sighting() instanceof Sighting.Healthy));
    }

    /** Looks overlap, so the one that came in last is not always the one that began last. */
    static Observation younger(Observation known, Observation next) {
        return next.startedAt().isBefore(known.startedAt()) ? known : next;
    }

    private boolean isSuspect(ProbeId probe) {
        var health = probes.get(probe);
        return health != null && (health.verdict() != Verdict.HEALTHY || health.score() > 0);
    }

    private static void mark(Set<ProbeId> marked, ProbeId probe, boolean holds) {
        if (holds) {
            marked.add(probe);
        } else {
            marked.remove(probe);
        }
    }
}

package dev.leeward.simulator.check;

import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.Check;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Region;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What every node's lives saw, folded from looks alone. Several checkers may share one: what was seen already is not
 * taken in twice. A healthy look costs two look-ups and no search.
 */
final class Lookouts {
    /** Of fewer services nobody concludes anything (S17). */
    private static final int MOST_WELL_NOWHERE = 3;

    /**
     * Where a probe looks.
     *
     * @param elsewhere probes that can prove that a vantage point sees at all: references, or the other regions
     * @param witnessOf probes for which this one is such a proof
     */
    record Place(
            Check check, boolean reference, HealthPolicy policy, List<ProbeId> elsewhere, List<ProbeId> witnessOf) {}

    /** All that one vantage point of one life saw. */
    static final class View {
        private final Map<ProbeId, Eye> eyes = new HashMap<>();
        private boolean suspect;
        private boolean surelySuspect;
        private boolean uneasy;
        private Instant lastBad = Instant.MIN;

        @Nullable
        Eye eye(ProbeId probe) {
            return eyes.get(probe);
        }

        /** Whether each place of {@code elsewhere} was looked at, and none answered at the newest look. */
        boolean blind(List<ProbeId> elsewhere) {
            if (elsewhere.isEmpty()) return false;
            for (var probe : elsewhere) {
                var eye = eyes.get(probe);
                if (eye == null || !eye.silent()) return false;
            }
            return true;
        }

        /** Whether it sees most of all services, and three at least, well nowhere, so that nobody may believe it (S17). */
        boolean surelySuspect() {
            return surelySuspect;
        }

        private boolean any(List<ProbeId> region, Predicate<Eye> is) {
            for (var probe : region) {
                var eye = eyes.get(probe);
                if (eye != null && is.test(eye)) return true;
            }
            return false;
        }

        private int wellNowhere(List<List<List<ProbeId>>> services, Predicate<Eye> is) {
            int nowhere = 0;
            for (var regions : services) {
                if (regions.stream().allMatch(region -> any(region, is))) nowhere++;
            }
            return nowhere;
        }

        /** Start of the newest look at one of {@code elsewhere} that was answered, by the node's clock. */
        Instant proof(List<ProbeId> elsewhere) {
            var proof = Instant.MIN;
            for (var probe : elsewhere) {
                var eye = eyes.get(probe);
                if (eye != null && eye.lastOk().isAfter(proof)) proof = eye.lastOk();
            }
            return proof;
        }
    }

    /** The newest look through a probe that a step made for itself and that said anything. */
    record Fresh(Instant startedAt, boolean answered) {}

    /** All that one life saw. */
    private static final class Lookout {
        private final Map<VantagePoint, View> views = new HashMap<>();
        private final Map<ProbeId, Fresh> fresh = new HashMap<>();
    }

    private final Map<Life, Lookout> lives = new HashMap<>();
    private final Set<Life> dead = new HashSet<>();
    private Set<Life> buried = Set.of();
    private Map<ProbeId, Place> places = new HashMap<>();
    private List<List<List<ProbeId>>> services = List.of();
    private List<VantagePoint> observers = List.of();
    private @Nullable Happening last;
    private @Nullable Life lastLife;
    private @Nullable VantagePoint lastPoint;
    private View lastView = new View();
    private @Nullable ProbeId stray;
    private int newestLife;
    private Instant configuredAt = Instant.MIN;

    /** Takes in what happened, unless it did already. */
    @SuppressWarnings(
            "ReferenceEquality") // The very same happening, not one like it; and this is done millions of times.
    void see(Instant at, Happening what) {
        if (what == last) return;
        last = what;
        if (what instanceof Happening.Looked looked) {
            look(at, looked);
            return;
        }
        switch (what) {
            case Happening.Began began -> configure(began.topology());
            case Happening.Configured configured -> {
                configuredAt = at;
                if (configured.accepted()) configure(configured.topology());
            }
            case Happening.LookedAfresh looked -> {
                var fresh = lookout(looked.life()).fresh;
                looked.answered().forEach(probe -> renew(fresh, probe, new Fresh(looked.startedAt(), true)));
                looked.failed().forEach(probe -> renew(fresh, probe, new Fresh(looked.startedAt(), false)));
            }
            case Happening.NodeStarted node -> {
                newestLife = node.life().number();
                lives.keySet().removeAll(buried);
                buried = Set.copyOf(dead);
                dead.clear();
                lastLife = null;
            }
            // What it wrote with its last breath may be judged as late as when the next one has started.
            case Happening.NodeDied died -> dead.add(died.life());
            default -> {
                // Nothing was seen.
            }
        }
    }

    private void look(Instant at, Happening.Looked looked) {
        var seen = looked.seen();
        // Whoever looks without being asked to has no say.
        if (!observers.isEmpty() && !observers.contains(seen.from())) return;
        var view = view(looked.life(), seen.from());
        var eye = view.eyes.get(seen.probe());
        if (eye == null) {
            var place = places.get(seen.probe());
            if (place == null) {
                // Observers learn late of what is configured, and looks from before that say nothing about it.
                boolean itself = seen.from().value().equals(looked.life().node());
                boolean later = looked.startedAt().isAfter(configuredAt);
                if (itself && later && looked.life().number() >= newestLife) stray = seen.probe();
                return;
            }
            eye = new Eye(place);
            // What failed before the first look here may have been blindness, and this the rest of it.
            eye.sightReturned(view.lastBad);
            view.eyes.put(seen.probe(), eye);
        }
        if (seen.sighting() instanceof Sighting.Healthy && eye.silent()) sightReturns(view, eye, seen.endedAt());
        eye.note(seen);
        if (seen.sighting() instanceof Sighting.Healthy) {
            eye.ok(at, seen.startedAt(), looked.startedAt());
        } else {
            bad(at, looked.startedAt(), seen, view, eye);
        }
        boolean bad = !(seen.sighting() instanceof Sighting.Healthy);
        if (bad && seen.endedAt().isAfter(view.lastBad)) view.lastBad = seen.endedAt();
        if (view.suspect || bad) suspect(view, seen.endedAt());
        if (view.uneasy || bad) view.uneasy = unsure(view, seen.endedAt());
    }

    /** Whoever is blind may close all eyes at every look, and open none for what began before; whether any place is silent. */
    private static boolean unsure(View view, Instant ended) {
        boolean silent = false;
        for (var eye : view.eyes.values()) {
            if (view.blind(eye.place().elsewhere())) eye.sightReturned(ended);
            silent |= eye.silent();
        }
        return silent;
    }

    /**
     * A vantage point that sees several services well nowhere may be suspected itself, and what it saw fail need not be
     * held against anybody; more generous than the rule, which wants most of all services.
     */
    private void suspect(View view, Instant ended) {
        boolean before = view.suspect;
        view.suspect = view.wellNowhere(services, Eye::silent) >= MOST_WELL_NOWHERE;
        int failing = view.suspect ? view.wellNowhere(services, Eye::failing) : 0;
        view.surelySuspect = failing >= MOST_WELL_NOWHERE && 2 * failing > services.size();
        if (before || view.suspect) view.eyes.values().forEach(eye -> eye.suspected(ended));
    }

    private static void sightReturns(View view, Eye eye, Instant ended) {
        for (var other : eye.place().witnessOf()) {
            var witnessed = view.eyes.get(other);
            if (witnessed != null && view.blind(witnessed.place().elsewhere())) witnessed.sightReturned(ended);
        }
    }

    private static void bad(Instant at, Instant startTrue, Observation seen, View view, Eye eye) {
        var place = eye.place();
        if (seen.sighting() instanceof Sighting.Failing failing) {
            boolean unseeing = view.blind(place.elsewhere()) || seen.startedAt().isBefore(eye.blindUntil());
            if (unseeing) eye.failureUnseeing(at, seen.startedAt(), startTrue);
            else eye.failure(at, seen.startedAt(), startTrue, failing.kind());
        }
        settle(view, eye, seen.endedAt());
        for (var other : place.witnessOf()) {
            var witnessed = view.eyes.get(other);
            if (witnessed != null) settle(view, witnessed, seen.endedAt());
        }
    }

    private static void settle(View view, Eye eye, Instant ended) {
        var elsewhere = eye.place().elsewhere();
        if (view.blind(elsewhere)) eye.blind(ended, view.proof(elsewhere));
    }

    @SuppressWarnings("ReferenceEquality") // Only a short cut to what equality would find.
    private View view(Life life, VantagePoint from) {
        if (life == lastLife && from == lastPoint) return lastView;
        lastView = lookout(life).views.computeIfAbsent(from, _ -> new View());
        lastLife = life;
        lastPoint = from;
        return lastView;
    }

    private Lookout lookout(Life life) {
        return lives.computeIfAbsent(life, _ -> new Lookout());
    }

    /** A probe that the newest life looked through and that is configured no more. */
    Optional<ProbeId> stray() {
        return Optional.ofNullable(stray);
    }

    /** What {@code life} saw, from each of its vantage points. */
    Collection<View> views(Life life) {
        return lookout(life).views.values();
    }

    private static void renew(Map<ProbeId, Fresh> fresh, ProbeId probe, Fresh look) {
        fresh.merge(probe, look, (a, b) -> b.startedAt().isBefore(a.startedAt()) ? a : b);
    }

    /** The newest looks that steps of {@code life} made, through each probe. */
    Map<ProbeId, Fresh> fresh(Life life) {
        return lookout(life).fresh;
    }

    private void configure(Topology topology) {
        observers = topology.observers();
        Map<ProbeId, Place> next = new HashMap<>();
        var references = topology.references().stream().map(Probe::id).toList();
        List<ProbeId> all = new ArrayList<>();
        for (var service : topology.services()) {
            for (var region : service.regions()) {
                var others = others(service, region);
                var elsewhere = references.isEmpty() ? others : references;
                var witnessOf = references.isEmpty() ? others : List.<ProbeId>of();
                for (var probe : region.probes()) {
                    next.put(probe.id(), new Place(probe.check(), false, service.detection(), elsewhere, witnessOf));
                    all.add(probe.id());
                }
            }
        }
        if (!topology.services().isEmpty()) {
            var policy = topology.services().getFirst().detection();
            topology.references()
                    .forEach(probe -> next.put(probe.id(), new Place(probe.check(), true, policy, List.of(), all)));
        }
        places = next;
        services = topology.services().stream()
                .map(service -> service.regions().stream()
                        .map(region -> region.probes().stream().map(Probe::id).toList())
                        .toList())
                .filter(regions -> !regions.isEmpty())
                .toList();
        lives.values()
                .forEach(life -> life.views.values().forEach(view -> {
                    keepSame(view);
                    // Where the regions go that are well, the others may be well nowhere.
                    suspect(view, view.lastBad);
                }));
    }

    /** What was seen through a probe that asks the same stays seen. */
    private void keepSame(View view) {
        view.eyes.entrySet().removeIf(entry -> {
            var place = places.get(entry.getKey());
            if (place == null || !place.check().equals(entry.getValue().place().check())) return true;
            entry.getValue().place(place);
            return false;
        });
    }

    private static List<ProbeId> others(Service service, Region region) {
        List<ProbeId> others = new ArrayList<>();
        for (var other : service.regions()) {
            if (!other.name().equals(region.name())) {
                other.probes().stream()
                        .filter(probe -> !asksOthers(probe.check()))
                        .forEach(probe -> others.add(probe.id()));
            }
        }
        return others;
    }

    /** What others say is no proof of sight. */
    private static boolean asksOthers(Check check) {
        return check instanceof Check.Signal || check instanceof Check.Alarms;
    }
}

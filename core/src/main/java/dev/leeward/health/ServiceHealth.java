package dev.leeward.health;

import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The health of one service's regions, folded from observations. Not thread-safe: one control loop owns it. Driven only
 * by what it is given, so the simulator runs the very same code.
 */
public final class ServiceHealth {
    private final List<Region> regions;
    private final List<Probe> references;
    private final HealthPolicy policy;
    private final List<VantagePoint> observers;
    private final Map<ProbeId, Probe> probes = new HashMap<>();
    private final Map<ProbeId, List<Probe>> elsewhere = new HashMap<>();
    private final Map<String, VantageView> views = new TreeMap<>();
    private final Map<RegionName, RegionHealth> judged = new HashMap<>();

    /**
     * A service nothing is known about yet.
     *
     * @param references proofs of sight; when empty, the other regions serve
     */
    public ServiceHealth(List<Region> regions, List<Probe> references, HealthPolicy policy) {
        this(regions, references, policy, List.of());
    }

    /**
     * The same, seen by {@code observers} and by nobody else.
     *
     * @param observers whose looks count, and whose silence shows; empty: everybody's that come
     */
    public ServiceHealth(
            List<Region> regions, List<Probe> references, HealthPolicy policy, List<VantagePoint> observers) {
        this.regions = List.copyOf(regions);
        this.references = List.copyOf(references);
        this.policy = policy;
        this.observers = List.copyOf(observers);
        for (var region : regions) {
            var proofs = ownEyes(references.isEmpty() ? probesOfOthers(region) : references);
            for (var probe : region.probes()) {
                probes.put(probe.id(), probe);
                elsewhere.put(probe.id(), proofs);
            }
        }
    }

    /**
     * A service that is looked at in another way from now on: what was seen through probes that ask the same as {@code
     * before} stays known, and so does since when.
     */
    public ServiceHealth(
            List<Region> regions,
            List<Probe> references,
            HealthPolicy policy,
            List<VantagePoint> observers,
            ServiceHealth before) {
        this(regions, references, policy, observers);
        var same = new HashSet<ProbeId>();
        Stream.concat(probes.values().stream(), references.stream())
                .filter(probe -> before.asksTheSame(probe))
                .map(Probe::id)
                .forEach(same::add);
        before.views.forEach((name, view) -> {
            if (counts(view.from())) views.put(name, view.under(policy, same));
        });
        before.judged.forEach((name, health) -> {
            boolean unchanged = before.probesOf(name).equals(probesOf(name));
            if (unchanged) judged.put(name, health);
        });
    }

    private boolean asksTheSame(Probe probe) {
        return Stream.concat(probes.values().stream(), references.stream())
                .anyMatch(
                        known -> known.id().equals(probe.id()) && known.check().equals(probe.check()));
    }

    private List<Probe> probesOf(RegionName name) {
        return regions.stream()
                .filter(region -> region.name().equals(name))
                .flatMap(region -> region.probes().stream())
                .toList();
    }

    /**
     * Takes one observation in; one that concerns neither this service nor a reference is ignored.
     *
     * @return whether {@link #judge} may say something else than before, apart from what the mere passing of time changes
     */
    public boolean observe(Observation seen) {
        var probe = Optional.ofNullable(probes.get(seen.probe()));
        if (probe.isEmpty() && references.stream().noneMatch(r -> r.id().equals(seen.probe()))) return false;
        if (!counts(seen.from())) return false;
        var view = view(seen.from());
        boolean quiet = view.isQuiet();
        if (probe.isPresent()) {
            view.observe(seen, probe.get(), elsewhere.getOrDefault(seen.probe(), List.of()));
        } else {
            view.observeReference(seen);
        }
        if (quiet && view.isQuiet()) return false;
        probes.values().forEach(p -> view.settleSight(p, elsewhere.getOrDefault(p.id(), List.of()), seen.endedAt()));
        return true;
    }

    private boolean counts(VantagePoint from) {
        return observers.isEmpty() || observers.contains(from);
    }

    /**
     * What fails for {@code from} counts for nothing while it is {@code suspect}. Where a single vantage point is enough
     * nobody could take its place, and nothing changes.
     *
     * @return whether {@link #judge} may say something else than before
     */
    public boolean suspect(VantagePoint from, boolean suspect, Instant now) {
        if (policy.quorum() == 1 || !counts(from)) return false;
        return view(from).suspect(suspect, now);
    }

    /** The verdict about every region as of {@code now}, in the order of priority. */
    public List<RegionHealth> judge(Instant now) {
        var all = new ArrayList<RegionHealth>();
        var voters = voters();
        for (var region : regions) {
            var fresh = judge(region, voters, now);
            judged.put(region.name(), fresh);
            all.add(fresh);
        }
        return List.copyOf(all);
    }

    /** How many vantage points must agree. */
    private int needed() {
        return policy.quorum();
    }

    private RegionHealth judge(Region region, Set<String> voters, Instant now) {
        var votes = new ArrayList<Vote>();
        var heard = new ArrayList<RegionVote>();
        var stands = new ArrayList<ProbeHealth>();
        var hearsay = new ArrayList<ProbeHealth>();
        var findings = new ArrayList<Finding>();
        for (var from : voters) {
            var view = views.get(from);
            if (view == null) {
                votes.add(Vote.missing(new VantagePoint(from)));
                continue;
            }
            var vote = new RegionVote(view, policy, now);
            for (var probe : region.probes()) {
                vote.count(probe, elsewhere.getOrDefault(probe.id(), List.of()));
            }
            votes.add(vote.vote());
            heard.add(vote);
            stands.addAll(vote.stands());
            hearsay.addAll(vote.hearsay());
            findings.addAll(vote.findings());
        }
        var verdict = Quorum.of(votes, needed());
        PartlySeen.of(votes).ifPresent(partly -> findings.add(() -> region.name() + " " + partly.sentence()));
        var tally = new Tally(votes, policy.quorum());
        if (tally.isWorthSaying()) findings.add(tally);
        if (findings.isEmpty()) findings.add(() -> "not looked at yet");
        var before = judged.get(region.name());
        var since = before != null && before.verdict() == verdict ? before.since() : now;
        var poorSince = verdict == Verdict.HEALTHY
                ? Optional.<Instant>empty()
                : Optional.ofNullable(before).flatMap(RegionHealth::poorSince).or(() -> Optional.of(since));
        return new RegionHealth(
                region.name(), verdict, since, poorSince, freshAt(verdict, heard), stands, hearsay, findings, votes);
    }

    /**
     * How fresh the evidence for {@code verdict} is. A vantage point that is gone must not make old what the quorum of the
     * others rests on, so only the freshest of those that say so count.
     */
    private Instant freshAt(Verdict verdict, List<RegionVote> heard) {
        var times = new ArrayList<Instant>();
        for (var vote : heard) {
            if (vote.verdict() == verdict) times.add(vote.freshAt());
        }
        if (times.isEmpty()) return Instant.EPOCH;
        times.sort(Comparator.reverseOrder());
        return times.get(Math.min(policy.quorum(), times.size()) - 1);
    }

    /** Everybody whose word counts, by name: those who are configured, or else those who were heard. */
    private Set<String> voters() {
        var names = new TreeSet<>(views.keySet());
        observers.forEach(observer -> names.add(observer.value()));
        return names;
    }

    private VantageView view(VantagePoint from) {
        return views.computeIfAbsent(from.value(), _ -> new VantageView(from, policy));
    }

    /** What others say proves nothing of this observer's sight. */
    private static List<Probe> ownEyes(List<Probe> all) {
        return all.stream().filter(probe -> !probe.isHearsay()).toList();
    }

    private List<Probe> probesOfOthers(Region region) {
        return regions.stream()
                .filter(r -> !r.equals(region))
                .flatMap(r -> r.probes().stream())
                .toList();
    }

    /** Every probe that is to be run for this service. */
    public Stream<Probe> probes() {
        return probes.values().stream();
    }
}

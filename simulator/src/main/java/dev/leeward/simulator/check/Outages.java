package dev.leeward.simulator.check;

import dev.leeward.health.HealthPolicy;
import dev.leeward.measure.Measure;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.StepKind;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds outages of which it can be said what has to follow, because nothing else goes wrong: the region that carries the
 * traffic stops to serve, after a time in which nothing happened, while one node runs, and nothing else happens until the
 * deadline has passed: no fault begins or ends but those of that very moment, no other region changes, no node starts,
 * stops or stands still, nobody orders, reloads or edits.
 */
final class Outages {
    /** What comes after the verdict: the recheck, the calls to a provider that answers, the tick of the loop. */
    private static final Duration DEED = Duration.ofSeconds(20);

    private static final Duration SETTLING = Duration.ofSeconds(20);

    /**
     * One of them.
     *
     * @param free whether automation may move traffic: the mode, the dwell, the budget, no pause, and a region to go to
     * @param refuge whether another region is well
     */
    record Outage(Service service, RegionName region, Instant since, Instant deadline, boolean free, boolean refuge) {}

    private final Scene scene;
    private final Optional<Function<HealthPolicy, Duration>> promised;
    private final Map<RegionName, Condition> conditions = new HashMap<>();
    private final Map<String, Instant> faults = new HashMap<>();
    private final Map<ServiceName, Outage> watched = new LinkedHashMap<>();
    private Instant latest = Instant.MIN;
    private Instant previous = Instant.MIN;
    private Instant soonest = Instant.MAX;

    /** With time for a verdict and for all that follows from it. */
    Outages(Scene scene) {
        this(scene, Optional.empty());
    }

    /** With as much time as {@code promised} from what is configured. */
    Outages(Scene scene, Function<HealthPolicy, Duration> promised) {
        this(scene, Optional.of(promised));
    }

    private Outages(Scene scene, Optional<Function<HealthPolicy, Duration>> promised) {
        this.scene = scene;
        this.promised = promised;
    }

    /** Outages whose deadline passed before {@code at}; each is told once. */
    List<Outage> overdue(Instant at) {
        if (!at.isAfter(soonest)) return List.of();
        var due = watched.values().stream()
                .filter(outage -> at.isAfter(outage.deadline()))
                .toList();
        due.forEach(outage -> watched.remove(outage.service().name()));
        soonest = watched.values().stream()
                .map(Outage::deadline)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        return due;
    }

    /** Takes in what happened, which the scene knows of already. */
    void see(Instant at, Happening what) {
        switch (what) {
            case Happening.Fault fault -> {
                disturbed(at);
                if (fault.on()) faults.putIfAbsent(fault.sentence(), at);
                else faults.remove(fault.sentence());
            }
            case Happening.Became became -> {
                disturbed(at);
                conditions.put(became.region(), became.condition());
                if (!became.condition().serves()) scene.services().forEach(s -> watch(at, s, became.region()));
            }
            case Happening.Began _,
                    Happening.NodeStarted _,
                    Happening.NodeDied _,
                    Happening.NodeFroze _,
                    Happening.NodeThawed _,
                    Happening.Ordered _,
                    Happening.Healed _,
                    Happening.Configured _ -> disturbed(at);
            case Happening.Changed changed when changed.by().isEmpty() -> disturbed(at);
            default -> {
                // Part of how things go when all goes well.
            }
        }
    }

    private void disturbed(Instant at) {
        if (at.isAfter(latest)) {
            previous = latest;
            latest = at;
        }
        watched.values().removeIf(outage -> at.isAfter(outage.since()));
    }

    private void watch(Instant at, Service service, RegionName name) {
        var region = service.regions().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElse(null);
        if (region == null || !isCalm(at, service) || !isOnlyActive(service, name)) return;
        boolean free = isFree(at, service, name);
        // Where it cannot be told whether the region is down or nobody sees, patience is added.
        var patience = free ? Duration.ZERO : service.detection().freshFor();
        var usual = bound(service.detection(), region).plus(patience).plus(besides(service));
        var bound = promised.map(promise -> promise.apply(service.detection())).orElse(usual);
        var outage = new Outage(service, name, at, at.plus(bound), free, isRefuge(service, name));
        watched.put(service.name(), outage);
        if (outage.deadline().isBefore(soonest)) soonest = outage.deadline();
    }

    /** Nothing happened for long enough that every verdict is what the regions are, and nothing else is wrong now. */
    private boolean isCalm(Instant at, Service service) {
        var policy = service.detection();
        var least = policy.interval()
                .multipliedBy(policy.recoveries() + 2L)
                .plus(policy.freshFor())
                .plus(SETTLING);
        boolean longEnough =
                previous.isAfter(Instant.MIN) && Duration.between(previous, at).compareTo(least) >= 0;
        boolean nothingElse = faults.values().stream().allMatch(at::equals);
        boolean oneNode =
                scene.running().size() == 1 && scene.running().values().stream().noneMatch(Scene.Running::frozen);
        return longEnough && nothingElse && oneNode;
    }

    private boolean isOnlyActive(Service service, RegionName name) {
        var account = scene.account(service.name());
        return account.open().filter(run -> !isWaiting(run)).isEmpty()
                && account.active().filter(name::equals).isPresent()
                && account.drift().isEmpty()
                && service.targets().stream()
                        .allMatch(t ->
                                scene.answers(service, t).filter(name::equals).isPresent());
    }

    /** A planned move to a region that is well waits for caches: that is no reason to stay in one that is down. */
    private boolean isWaiting(Sortie run) {
        return run.planned()
                && isWell(run.started().to())
                && run.deeds(StepKind.DRAIN).stream().anyMatch(Sortie.Deed::inFlight);
    }

    private boolean isFree(Instant at, Service service, RegionName name) {
        var account = scene.account(service.name());
        var policy = service.failover();
        return isRefuge(service, name)
                && policy.mode() == FailoverPolicy.Mode.AUTOMATIC
                && policy.maxLoss().isEmpty()
                && !insistsOnFence(service)
                && service.detection().quorum() == 1
                && account.pause().isEmpty()
                && account.runs().stream().noneMatch(run -> isSince(run, at, policy.dwell()))
                && account.runs().stream()
                                .filter(run -> isSince(run, at, policy.budgetWindow()))
                                .count()
                        < policy.budget();
    }

    private boolean isRefuge(Service service, RegionName down) {
        return service.regions().stream().filter(r -> !r.name().equals(down)).anyMatch(r -> isWell(r.name()));
    }

    private boolean isWell(RegionName region) {
        return conditions.getOrDefault(region, Condition.WELL) == Condition.WELL;
    }

    /** Generous: any run that ended so lately may be in the way, whether it moved anything or not. */
    private static boolean isSince(Sortie run, Instant at, Duration length) {
        return run.movesTraffic()
                && run.end().filter(end -> !Drift.longer(end.at(), at, length)).isPresent();
    }

    /** Each measure is tried as long as it may, and the last attempt may begin at the end of that. */
    private static Duration besides(Service service) {
        return service.measures().before().stream()
                .map(measure -> measure.limit().multipliedBy(2).plusSeconds(4))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** A fence that cannot be raised ends the failover where a person has said so. */
    private static boolean insistsOnFence(Service service) {
        return service.measures().before().stream()
                .anyMatch(measure -> measure.kind() == Measure.Kind.FENCE
                        && measure.onFailure().equals(Optional.of(Measure.OnFailure.ABORT)));
    }

    /** The longest detection may take, whatever the looks show, plus what comes after. */
    private static Duration bound(HealthPolicy policy, Region region) {
        long looks = (long) Math.ceil(policy.failures() / policy.timeoutWeight());
        var longest = Duration.ZERO;
        for (var probe : region.probes()) {
            // Only the first dozen looks come in a burst.
            var each = looks <= 10
                    ? probe.burst().plus(probe.timeout())
                    : probe.interval().plus(probe.timeout());
            var all = new ArrayList<>(List.of(probe.interval(), probe.timeout(), each.multipliedBy(looks)));
            var sum = all.stream().reduce(Duration.ZERO, Duration::plus);
            if (sum.compareTo(longest) > 0) longest = sum;
        }
        return longest.plus(longest.dividedBy(50)).plus(DEED);
    }
}

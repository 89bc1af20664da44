package dev.leeward.simulator.forecast;

import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.Probe;
import dev.leeward.region.Region;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One service as it would be protected.
 *
 * @param names one for each of its targets
 * @param approveAfter how long a person takes to approve what waits for approval; empty: nobody does
 */
public record Subject(
        Service service, List<Probe> references, List<SteeredName> names, Optional<Duration> approveAfter) {
    private static final Duration SETTLING = Duration.ofMinutes(1);

    public Subject {
        // One observer is played, and sees as all of them would.
        service =
                keepingUp(unsignalled(service.withDetection(service.detection().withQuorum(1))));
        references = List.copyOf(references);
        names = List.copyOf(names);
    }

    /** Nobody signals in what is played: whatever others would say comes on top of it. */
    private static Service unsignalled(Service service) {
        return service.withRegions(service.regions().stream()
                .map(region -> new Region(
                        region.name(),
                        region.endpoints(),
                        region.probes().stream()
                                .filter(probe -> !probe.isHearsay())
                                .toList()))
                .toList());
    }

    /** Where replication is measured it is taken to keep up: nothing is held on its account. */
    private static Service keepingUp(Service service) {
        boolean isMeasured = !service.tables().isEmpty()
                && service.tables().stream()
                        .allMatch(table -> table.unmeasured().isEmpty());
        if (!isMeasured) return service;
        var failover = service.failover();
        return new Service(
                service.name(),
                service.regions(),
                service.detection(),
                new FailoverPolicy(
                        failover.mode(),
                        failover.dwell(),
                        failover.budget(),
                        failover.budgetWindow(),
                        Optional.empty(),
                        failover.settleAfter()),
                service.failback(),
                service.targets(),
                service.steadyTtl());
    }

    /** What the node runs on. */
    Topology topology() {
        return new Topology(List.of(service), references);
    }

    /** How long a node runs before anything happens: it has seen everything several times by then. */
    Duration leadIn() {
        return SETTLING.plus(longestInterval().multipliedBy(3));
    }

    /** From look to look of the slowest probe: the moment of a fault is anywhere in between. */
    Duration longestInterval() {
        return probes().map(Probe::interval).max(Comparator.naturalOrder()).orElse(Duration.ofSeconds(5));
    }

    /** The longest that it takes to see that {@code region} is down, by the slowest of its probes. */
    Duration worstDetection(Region region) {
        return region.probes().stream()
                .map(this::worstDetection)
                .max(Comparator.naturalOrder())
                .orElse(service.detection().worstDetection());
    }

    private Duration worstDetection(Probe probe) {
        var d = service.detection();
        return new HealthPolicy(
                        probe.interval(),
                        probe.timeout(),
                        probe.burst(),
                        d.failures(),
                        d.timeoutWeight(),
                        d.resetAfter(),
                        d.recoveries(),
                        d.quorum(),
                        d.freshFor())
                .worstDetection();
    }

    private Stream<Probe> probes() {
        return Stream.concat(
                references.stream(), service.regions().stream().flatMap(region -> region.probes().stream()));
    }
}

package dev.leeward.control;

import dev.leeward.health.ServiceHealth;
import dev.leeward.health.Suspicions;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Region;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The health of all services, by service and by probe, so that one observation costs the same however many there are. */
final class Lookout {
    private final Map<ServiceName, ServiceHealth> health = new HashMap<>();
    private final Map<ServiceName, Instant> since = new HashMap<>();
    private final Map<ProbeId, List<ServiceName>> concerned = new HashMap<>();
    private final Suspicions suspicions = new Suspicions();

    /** Takes {@code seen} in, and names each service that may have to be judged anew. */
    void observe(Observation seen, Consumer<ServiceName> changed) {
        if (suspicions.observed(seen)) align(seen.from(), seen.endedAt(), changed);
        for (var name : concerned.getOrDefault(seen.probe(), List.of())) {
            if (of(name).observe(seen)) changed.accept(name);
        }
    }

    /** A vantage point came under suspicion, or was cleared of it: that concerns every service at once. */
    private void align(VantagePoint from, Instant now, Consumer<ServiceName> changed) {
        boolean suspect = suspicions.isSuspect(from);
        health.forEach((name, each) -> {
            if (each.suspect(from, suspect, now)) changed.accept(name);
        });
    }

    /** The health of {@code name}, which is configured. */
    ServiceHealth of(ServiceName name) {
        return Objects.requireNonNull(health.get(name), () -> "no health for " + name);
    }

    /** When this way of looking at {@code name} began. */
    Instant since(ServiceName name, Instant otherwise) {
        return since.getOrDefault(name, otherwise);
    }

    /** What was known about a service's health stays known as far as it is looked at in the same way. */
    void configure(Optional<Topology> before, Topology next, Instant now) {
        for (var service : next.services()) {
            boolean same = before.filter(b -> b.references().equals(next.references()))
                    .filter(b -> b.observers().equals(next.observers()))
                    .flatMap(b -> b.service(service.name()))
                    .filter(s -> Reconfiguration.looksTheSame(s, service))
                    .isPresent();
            if (!same) look(service, next, now);
        }
        var names = next.services().stream().map(Service::name).toList();
        health.keySet().retainAll(names);
        since.keySet().retainAll(names);
        index(next);
        var regions = new HashMap<ServiceName, List<Region>>();
        next.services().forEach(service -> regions.put(service.name(), service.regions()));
        suspicions.watch(regions);
        suspicions.everybody().forEach(from -> align(from, now, _ -> {}));
    }

    private void look(Service service, Topology next, Instant now) {
        var known = health.get(service.name());
        var references = next.references();
        var observers = next.observers();
        health.put(
                service.name(),
                known == null
                        ? new ServiceHealth(service.regions(), references, service.detection(), observers)
                        : new ServiceHealth(service.regions(), references, service.detection(), observers, known));
        since.put(service.name(), now);
    }

    private void index(Topology topology) {
        concerned.clear();
        for (var service : topology.services()) {
            of(service.name()).probes().forEach(probe -> concern(probe, service));
            topology.references().forEach(probe -> concern(probe, service));
        }
    }

    private void concern(Probe probe, Service service) {
        concerned.computeIfAbsent(probe.id(), _ -> new ArrayList<>()).add(service.name());
    }
}

package dev.leeward.service;

import dev.leeward.probe.Probe;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is protected, as configured now.
 *
 * @param services in the order of the file
 * @param references probes of places that have nothing to do with any service: when none of them answers, the observer
 *     is blind and its sightings count for nothing
 * @param observers the vantage points whose looks count, this node's own among them; empty where this node is the only one
 */
public record Topology(List<Service> services, List<Probe> references, List<VantagePoint> observers) {
    public Topology {
        services = List.copyOf(services);
        references = List.copyOf(references);
        observers = List.copyOf(observers);
    }

    /** Watched from one place. */
    public Topology(List<Service> services, List<Probe> references) {
        this(services, references, List.of());
    }

    /** The service of that name. */
    public Optional<Service> service(ServiceName wanted) {
        return services.stream().filter(s -> s.name().equals(wanted)).findFirst();
    }
}

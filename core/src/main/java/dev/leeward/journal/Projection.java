package dev.leeward.journal;

import dev.leeward.region.ServiceName;
import java.util.List;
import java.util.Map;

/**
 * The state of everything, folded from the journal: a pure function of its entries.
 *
 * @param services by name
 * @param outbox notices not yet delivered everywhere, oldest first
 */
public record Projection(Map<ServiceName, ServiceState> services, List<Entry> outbox) {
    /** Before the first entry. */
    public static final Projection EMPTY = new Projection(Map.of(), List.of());

    public Projection {
        services = Map.copyOf(services);
        outbox = List.copyOf(outbox);
    }

    /** What is known of {@code service}. */
    public ServiceState of(ServiceName service) {
        return services.getOrDefault(service, ServiceState.unknown(service));
    }
}

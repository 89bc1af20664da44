package dev.leeward.config;

import dev.leeward.region.ServiceName;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which notices a channel is for.
 *
 * @param severities any of these
 * @param services any of these; empty: all of them
 */
public record Audience(Set<Severity> severities, Set<ServiceName> services) {
    /** Every notice. */
    public static final Audience EVERYTHING = new Audience(EnumSet.allOf(Severity.class), Set.of());

    /** How urgent a notice is, the most urgent first; the names are part of the format. */
    public enum Severity {
        /** Somebody must act now. */
        PAGE,
        /** Somebody should look at it. */
        WARNING,
        /** Good to know. */
        INFO
    }

    public Audience {
        severities = Set.copyOf(severities);
        services = Set.copyOf(services);
    }

    /** Whether it is for notices of this severity. */
    public boolean listensFor(Severity severity) {
        return severities.contains(severity);
    }

    /** Whether it is for notices about this service. */
    public boolean listensTo(ServiceName service) {
        return services.isEmpty() || services.contains(service);
    }
}

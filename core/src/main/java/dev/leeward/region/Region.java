package dev.leeward.region;

import dev.leeward.probe.Probe;
import java.util.List;
import java.util.Objects;

/**
 * A place that can serve. Its priority is its position in {@link Service#regions()}; whether it is active or standby is
 * not a property of the region but of the {@code Situation}.
 *
 * @param name unique within its service
 * @param endpoints what the steered names answer while this region is active
 * @param probes how this region is looked at; at least one
 */
public record Region(RegionName name, Endpoints endpoints, List<Probe> probes) {
    public Region {
        Objects.requireNonNull(name);
        Objects.requireNonNull(endpoints);
        probes = List.copyOf(probes);
    }
}

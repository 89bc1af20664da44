package dev.leeward.steering;

import dev.leeward.region.Endpoints;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a run wants to stand at a target.
 *
 * @param to the region whose endpoints shall be answered
 * @param endpoints of every region of the service: whatever else stands at the target is a foreign edit
 * @param ttl which of the target's two TTLs
 * @param epoch of the run that orders it
 * @param operation the run and step, for the provider's audit trail where it has one
 */
public record SteeringOrder(
        ServiceName service,
        RegionName to,
        Map<RegionName, Endpoints> endpoints,
        TtlChoice ttl,
        Epoch epoch,
        String operation) {
    public SteeringOrder {
        endpoints = Collections.unmodifiableMap(new TreeMap<>(endpoints));
        if (!endpoints.containsKey(to)) throw new IllegalArgumentException("no endpoints for " + to);
    }

    /** Which TTL the records get. */
    public enum TtlChoice {
        /** The everyday TTL. */
        STEADY,
        /** The short one, while traffic moves and until it settled. */
        MOVING
    }

    /** What the target must answer once this order is carried out. */
    public Endpoints desired() {
        return Objects.requireNonNull(endpoints.get(to));
    }
}

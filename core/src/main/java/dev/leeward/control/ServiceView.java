package dev.leeward.control;

import dev.leeward.decision.Decision;
import dev.leeward.health.RegionHealth;
import dev.leeward.journal.ServiceState;
import dev.leeward.lag.Copies;
import dev.leeward.service.Service;
import java.time.Instant;
import java.util.List;

/**
 * One service as it stands: configuration, journaled state, live health and the latest decision with its reason.
 *
 * @param health of each region, in the order of priority
 * @param copies how far the copies of its data are behind
 */
public record ServiceView(
        Instant at, Service service, ServiceState state, List<RegionHealth> health, Copies copies, Decision decision) {
    public ServiceView {
        health = List.copyOf(health);
    }

    /** One of which no data is declared. */
    public ServiceView(Instant at, Service service, ServiceState state, List<RegionHealth> health, Decision decision) {
        this(at, service, state, health, Copies.NONE, decision);
    }
}

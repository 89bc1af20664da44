package dev.leeward.control;

import dev.leeward.decision.Decision;
import dev.leeward.health.RegionHealth;
import dev.leeward.journal.ServiceState;
import dev.leeward.service.Service;
import java.time.Instant;
import java.util.List;

/**
 * One service as it stands: configuration, journaled state, live health and the latest decision with its reason.
 *
 * @param health of each region, in the order of priority
 */
public record ServiceView(
        Instant at, Service service, ServiceState state, List<RegionHealth> health, Decision decision) {
    public ServiceView {
        health = List.copyOf(health);
    }
}

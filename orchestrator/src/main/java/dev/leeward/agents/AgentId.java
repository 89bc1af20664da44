package dev.leeward.agents;

import dev.leeward.config.AgentSettings;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.util.Comparator;

/** One agent: the service and region it speaks for, and its name there. */
public record AgentId(ServiceName service, RegionName region, String name) implements Comparable<AgentId> {
    private static final Comparator<AgentId> ORDER = Comparator.comparing(AgentId::service)
            .thenComparing(AgentId::region)
            .thenComparing(AgentId::name);

    static AgentId of(AgentSettings settings) {
        return new AgentId(settings.service(), settings.region(), settings.name());
    }

    boolean isIn(ServiceName ofService, RegionName inRegion) {
        return service.equals(ofService) && region.equals(inRegion);
    }

    @Override
    public int compareTo(AgentId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return service + "/" + region + "/" + name;
    }
}

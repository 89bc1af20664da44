package dev.leeward.simulator.trace;

import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.steering.Epoch;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What stands at a target's source of truth, or at one of its name servers.
 *
 * @param shortTtl whether its records carry the short TTL
 */
public record Stand(SortedMap<RecordType, SortedSet<String>> values, boolean shortTtl, Epoch epoch) {
    public Stand {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Whether exactly {@code endpoints} stand here. */
    public boolean answers(Endpoints endpoints) {
        return values.equals(endpoints.byType());
    }

    /** The one region of {@code service} whose endpoints stand here; empty when it is none's, or a mixture. */
    public Optional<RegionName> region(Service service) {
        return service.regions().stream()
                .filter(region -> answers(region.endpoints()))
                .map(Region::name)
                .findFirst();
    }
}

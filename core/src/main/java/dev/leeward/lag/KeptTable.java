package dev.leeward.lag;

import dev.leeward.region.RegionName;
import java.util.List;
import java.util.Optional;

/**
 * A table that a service keeps its state in.
 *
 * @param replicas the regions that have it
 * @param unmeasured why nothing tells how far its replicas are behind each other; empty where somebody is to tell
 */
public record KeptTable(String name, List<RegionName> replicas, Optional<String> unmeasured) {
    public KeptTable {
        replicas = List.copyOf(replicas);
    }

    /** A table whose replication leaves notes on how far it is. */
    public static KeptTable measured(String name, List<RegionName> replicas) {
        return new KeptTable(name, replicas, Optional.empty());
    }

    /** A table of whose replicas nothing is known. */
    public static KeptTable unmeasured(String name, List<RegionName> replicas, String why) {
        return new KeptTable(name, replicas, Optional.of(why));
    }
}

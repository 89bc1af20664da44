package dev.leeward.service;

import dev.leeward.health.HealthPolicy;
import dev.leeward.lag.KeptTable;
import dev.leeward.measure.Measures;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One application in its regions, and how it is to be protected.
 *
 * @param regions in order of priority; the first is home; at least two
 * @param detection how sightings become verdicts
 * @param failover when and how traffic leaves a region
 * @param failback when and how it comes home
 * @param targets the names and switches that are steered, in order
 * @param steadyTtl the longest everyday TTL of the targets: how long a planned move waits after lowering them
 * @param tables what it keeps its state in, as declared
 * @param measures what a move does besides steering
 */
public record Service(
        ServiceName name,
        List<Region> regions,
        HealthPolicy detection,
        FailoverPolicy failover,
        FailbackPolicy failback,
        List<TargetId> targets,
        Duration steadyTtl,
        List<KeptTable> tables,
        Measures measures) {
    public Service {
        Objects.requireNonNull(name);
        regions = List.copyOf(regions);
        targets = List.copyOf(targets);
        tables = List.copyOf(tables);
        if (regions.size() < 2) throw new IllegalArgumentException(name + " needs at least two regions");
    }

    /** A service of which no data is declared. */
    public Service(
            ServiceName name,
            List<Region> regions,
            HealthPolicy detection,
            FailoverPolicy failover,
            FailbackPolicy failback,
            List<TargetId> targets,
            Duration steadyTtl) {
        this(name, regions, detection, failover, failback, targets, steadyTtl, List.of(), Measures.NONE);
    }

    /** The same in other regions, or in regions that are looked at in another way. */
    public Service withRegions(List<Region> others) {
        return new Service(name, others, detection, failover, failback, targets, steadyTtl, tables, measures);
    }

    /** The same, judged in another way. */
    public Service withDetection(HealthPolicy other) {
        return new Service(name, regions, other, failover, failback, targets, steadyTtl, tables, measures);
    }

    /** The same, with its state in these tables. */
    public Service keeping(List<KeptTable> others) {
        return new Service(name, regions, detection, failover, failback, targets, steadyTtl, others, measures);
    }

    /** The same, taking these measures when it moves. */
    public Service taking(Measures others) {
        return new Service(name, regions, detection, failover, failback, targets, steadyTtl, tables, others);
    }

    /** The region that traffic comes back to. */
    public Region home() {
        return regions.getFirst();
    }

    /** The region of that name, if it is one of this service's. */
    public Optional<Region> region(RegionName wanted) {
        return regions.stream().filter(r -> r.name().equals(wanted)).findFirst();
    }
}

package dev.leeward.simulator.fault;

import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.Probe;
import dev.leeward.region.Region;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Duration;
import java.util.List;

/** Configurations that differ from another in one respect. */
final class Reloads {
    private Reloads() {}

    /** {@code topology}, but as {@code how} says. */
    static Topology of(Topology topology, Fault.Reload how) {
        return new Topology(
                topology.services().stream().map(s -> of(s, how)).toList(),
                topology.references(),
                topology.observers());
    }

    private static Service of(Service s, Fault.Reload how) {
        return switch (how) {
            case SAME, INVALID -> s;
            case QUICKER_LOOKS -> quicker(s);
            case LAST_REGION_GONE -> with(s, without(s.regions(), s.regions().getLast()), s.detection(), s.failover());
            case FIRST_REGION_GONE -> with(s, without(s.regions(), s.home()), s.detection(), s.failover());
            case MANUAL -> with(s, s.regions(), s.detection(), manual(s.failover()));
        };
    }

    /** A service keeps at least two regions; where it has no more, nothing changes. */
    private static List<Region> without(List<Region> regions, Region gone) {
        return regions.size() < 3
                ? regions
                : regions.stream().filter(r -> !r.equals(gone)).toList();
    }

    private static Service quicker(Service s) {
        var d = s.detection();
        var interval = d.interval().dividedBy(2).compareTo(d.timeout()) < 0
                ? d.timeout()
                : d.interval().dividedBy(2);
        var regions = s.regions().stream()
                .map(r -> new Region(
                        r.name(),
                        r.endpoints(),
                        r.probes().stream().map(p -> every(p, interval)).toList()))
                .toList();
        var policy = new HealthPolicy(
                interval,
                d.timeout(),
                d.burst().compareTo(interval) > 0 ? interval : d.burst(),
                d.failures(),
                d.timeoutWeight(),
                d.resetAfter(),
                d.recoveries(),
                d.quorum(),
                d.freshFor());
        return with(s, regions, policy, s.failover());
    }

    private static Probe every(Probe p, Duration interval) {
        return new Probe(
                p.id(), p.check(), interval, p.timeout(), p.burst().compareTo(interval) > 0 ? interval : p.burst());
    }

    private static FailoverPolicy manual(FailoverPolicy f) {
        return new FailoverPolicy(
                FailoverPolicy.Mode.MANUAL, f.dwell(), f.budget(), f.budgetWindow(), f.maxLoss(), f.settleAfter());
    }

    private static Service with(Service s, List<Region> regions, HealthPolicy detection, FailoverPolicy failover) {
        return new Service(
                s.name(),
                regions,
                detection,
                failover,
                s.failback(),
                s.targets(),
                s.steadyTtl(),
                s.tables(),
                s.measures());
    }
}

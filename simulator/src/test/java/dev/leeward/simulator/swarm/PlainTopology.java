package dev.leeward.simulator.swarm;

import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One service in two regions with the default policies, which comes home by itself. */
public final class PlainTopology {
    private PlainTopology() {}

    /** With one target, and no references. */
    public static Topology of() {
        var failback = new FailbackPolicy(
                FailbackPolicy.Mode.AUTOMATIC, FailbackPolicy.defaults().stableFor(), Optional.empty());
        var service = new Service(
                new ServiceName("shop"),
                List.of(region("us-east", "192.0.2.1"), region("eu-central", "192.0.2.2")),
                HealthPolicy.defaults(),
                FailoverPolicy.defaults(),
                failback,
                List.of(new TargetId("dns:www")),
                Duration.ofMinutes(5));
        return new Topology(List.of(service), List.of());
    }

    private static Region region(String name, String address) {
        var policy = HealthPolicy.defaults();
        var probe = new Probe(
                new ProbeId("shop/" + name + "/tcp-1"),
                new Check.Tcp(address, 80),
                policy.interval(),
                policy.timeout(),
                policy.burst());
        return new Region(new RegionName(name), Endpoints.of(RecordType.A, address), List.of(probe));
    }
}

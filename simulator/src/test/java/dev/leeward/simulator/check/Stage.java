package dev.leeward.simulator.check;

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
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the traces of these tests play: a shop at home in {@link #EAST}, and a blog that must not be mixed up with it. */
final class Stage {
    static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    static final ServiceName SHOP = new ServiceName("shop");
    static final ServiceName BLOG = new ServiceName("blog");
    static final RegionName EAST = new RegionName("us-east");
    static final RegionName WEST = new RegionName("eu-west");
    static final RegionName NORTH = new RegionName("blog-north");
    static final RegionName SOUTH = new RegionName("blog-south");
    static final TargetId WWW = new TargetId("fake:www");
    static final TargetId API = new TargetId("fake:api");
    static final TargetId BLOG_WWW = new TargetId("fake:blog");
    static final ProbeId REFERENCE = new ProbeId("reference/tcp-1");
    static final Life ONE = new Life("node-1", 1);
    static final Life TWO = new Life("node-2", 2);
    static final String FOREIGN = "203.0.113.99";

    private static final Map<RegionName, String> ADDRESSES =
            Map.of(EAST, "192.0.2.1", WEST, "198.51.100.1", NORTH, "203.0.113.1", SOUTH, "203.0.113.2");

    private Stage() {}

    static ProbeId probeId(RegionName region) {
        return new ProbeId("any/" + region + "/tcp-1");
    }

    private static Probe probe(ProbeId id) {
        return new Probe(
                id,
                new Check.Tcp("192.0.2.1", 80),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
    }

    static Region region(RegionName name) {
        return new Region(name, endpoints(name), List.of(probe(probeId(name))));
    }

    static Endpoints endpoints(RegionName name) {
        return Endpoints.of(RecordType.A, ADDRESSES.getOrDefault(name, FOREIGN));
    }

    static Service shop() {
        return service(SHOP, List.of(WWW, API), FailoverPolicy.defaults(), FailbackPolicy.defaults(), EAST, WEST);
    }

    static Service shop(FailoverPolicy failover, FailbackPolicy failback) {
        return service(SHOP, List.of(WWW, API), failover, failback, EAST, WEST);
    }

    static Service blog() {
        return service(BLOG, List.of(BLOG_WWW), FailoverPolicy.defaults(), FailbackPolicy.defaults(), NORTH, SOUTH);
    }

    private static Service service(
            ServiceName name,
            List<TargetId> targets,
            FailoverPolicy failover,
            FailbackPolicy failback,
            RegionName... regions) {
        return new Service(
                name,
                List.of(regions).stream().map(Stage::region).toList(),
                HealthPolicy.defaults(),
                failover,
                failback,
                targets,
                Duration.ofMinutes(5));
    }

    /** Both services, and one reference. */
    static Topology topology() {
        return topology(shop());
    }

    static Topology topology(Service shop) {
        return new Topology(List.of(shop, blog()), List.of(probe(REFERENCE)));
    }

    static Topology withoutReferences() {
        return new Topology(List.of(shop(), blog()), List.of());
    }

    static Stand stand(RegionName region, long epoch) {
        return new Stand(endpoints(region).byType(), false, new Epoch(epoch));
    }

    static Stand stand(long epoch, String... addresses) {
        var values = new TreeMap<RecordType, SortedSet<String>>();
        if (addresses.length > 0) values.put(RecordType.A, new TreeSet<>(List.of(addresses)));
        return new Stand(values, false, new Epoch(epoch));
    }

    /** Everything at home. */
    static Map<TargetId, Stand> home() {
        return Map.of(WWW, stand(EAST, 0), API, stand(EAST, 0), BLOG_WWW, stand(NORTH, 0));
    }
}

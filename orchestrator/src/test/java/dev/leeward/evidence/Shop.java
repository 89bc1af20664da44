package dev.leeward.evidence;

import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.Observation;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A shop in two regions, one probe each, and looks at it. */
final class Shop {
    static final VantagePoint FRA = new VantagePoint("fra");
    static final ProbeId EAST = new ProbeId("shop/us-east/http-1");
    static final ProbeId WEST = new ProbeId("shop/eu-west/http-1");
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Sighting OK = new Sighting.Healthy(PhaseTimings.ofTotal(Duration.ofMillis(12)), List.of());
    static final Sighting REFUSED =
            new Sighting.Failing(FailureKind.REFUSED, "connection refused", PhaseTimings.ofTotal(Duration.ofMillis(3)));

    private Shop() {}

    static Topology topology() {
        return topology("http://192.0.2.1/health");
    }

    static Topology topology(String east) {
        var service = new Service(
                new ServiceName("shop"),
                List.of(region("us-east", EAST, east), region("eu-west", WEST, "http://198.51.100.1/health")),
                HealthPolicy.defaults(),
                FailoverPolicy.defaults(),
                FailbackPolicy.defaults(),
                List.of(new TargetId("fake:www")),
                Duration.ofSeconds(30));
        return new Topology(List.of(service), List.of());
    }

    private static Region region(String name, ProbeId probe, String url) {
        var look = new Probe(
                probe,
                Check.Http.get(URI.create(url)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
        return new Region(new RegionName(name), Endpoints.of(RecordType.A, "192.0.2.1"), List.of(look));
    }

    static Observation look(Instant start, ProbeId probe, Sighting seen) {
        return new Observation(probe, FRA, start, start.plusMillis(12), seen);
    }
}

package dev.leeward.simulator.forecast;

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
import dev.leeward.simulator.scenario.Act;
import dev.leeward.simulator.scenario.Illness;
import dev.leeward.simulator.scenario.Incident;
import dev.leeward.simulator.scenario.Scenario;
import dev.leeward.simulator.world.Publishing;
import dev.leeward.steering.TargetId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shop in two regions, and what may happen to it. */
final class Samples {
    private static final TargetId WWW = new TargetId("dns:www");
    private static final Map<String, String> ADDRESSES = Map.of("east", "192.0.2.1", "west", "198.51.100.1");

    private Samples() {}

    static Subject shop() {
        return shop(FailoverPolicy.Mode.AUTOMATIC, Optional.empty());
    }

    static Subject shop(FailoverPolicy.Mode mode, Optional<Duration> approveAfter) {
        return shop(mode, approveAfter, Check.Http.get(URI.create("http://192.0.2.1/")));
    }

    static Subject shop(FailoverPolicy.Mode mode, Optional<Duration> approveAfter, Check check) {
        var f = FailoverPolicy.defaults();
        var failover =
                new FailoverPolicy(mode, f.dwell(), f.budget(), f.budgetWindow(), Optional.empty(), f.settleAfter());
        var service = new Service(
                new ServiceName("shop"),
                List.of(region("east", check), region("west", check)),
                HealthPolicy.defaults(),
                failover,
                FailbackPolicy.defaults(),
                List.of(WWW),
                Duration.ofMinutes(5));
        var reference = probe("reference/tcp-1", new Check.Tcp("1.1.1.1", 443));
        return new Subject(service, List.of(reference), List.of(name(Duration.ofMinutes(5))), approveAfter);
    }

    static SteeredName name(Duration ttl) {
        var publishing = new Publishing(Duration.ofSeconds(10), Duration.ofSeconds(40));
        return new SteeredName(WWW, ttl, ttl.isZero() ? ttl : Duration.ofSeconds(30), publishing);
    }

    static Endpoints endpoints(String region) {
        return Endpoints.of(RecordType.A, ADDRESSES.getOrDefault(region, "203.0.113.9"));
    }

    private static Region region(String name, Check check) {
        return new Region(new RegionName(name), endpoints(name), List.of(probe("shop/" + name + "/look", check)));
    }

    private static Probe probe(String id, Check check) {
        var d = HealthPolicy.defaults();
        return new Probe(new ProbeId(id), check, d.interval(), d.timeout(), d.burst());
    }

    static Scenario regionDown(Illness how) {
        var incident = new Incident(
                Duration.ZERO, Duration.ZERO, Optional.of(Duration.ofMinutes(8)), new Act.RegionFails("active", how));
        return scenario("region-down", incident);
    }

    static Scenario scenario(String name, Incident... incidents) {
        return new Scenario(name, "", Duration.ofMinutes(12), List.of(incidents));
    }
}

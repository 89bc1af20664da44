package dev.leeward.simulator.play;

import dev.leeward.health.HealthPolicy;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Measures;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.MaintenanceWindow;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.steering.TargetId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The service that plays are about: quick, in two regions, with one reference and two names, and no failback by itself. */
final class Shop {
    static final ServiceName NAME = new ServiceName("shop");
    static final String EAST = "us-east";
    static final String WEST = "eu-central";
    static final String SOUTH = "ap-south";
    static final String ONE = "dns:name-1";
    static final String TWO = "dns:name-2";
    static final String REFERENCE = "reference/tcp-1";

    private int regions = 2;
    private int services = 1;
    private int references = 1;
    private int targets = 2;
    private Duration interval = Duration.ofSeconds(1);
    private Duration timeout = Duration.ofMillis(500);
    private Duration burst = Duration.ofMillis(250);
    private int failures = 3;
    private int resetAfter = 3;
    private int recoveries = 5;
    private int quorum = 1;
    private List<VantagePoint> observers = List.of();
    private Duration freshFor = Duration.ofSeconds(5);
    private FailoverPolicy.Mode failover = FailoverPolicy.Mode.AUTOMATIC;
    private Duration dwell = Duration.ofSeconds(10);
    private int budget = 9;
    private FailbackPolicy.Mode failback = FailbackPolicy.Mode.MANUAL;
    private Optional<Duration> maxLoss = Optional.empty();
    private Optional<MaintenanceWindow> window = Optional.empty();
    private Duration settleAfter = Duration.ofMinutes(2);
    private Duration steadyTtl = Duration.ofSeconds(20);
    private Measures measures = Measures.NONE;

    Shop regions(int count) {
        regions = count;
        return this;
    }

    /** So many like it, in regions of their own. */
    Shop services(int count) {
        services = count;
        return this;
    }

    Shop references(int count) {
        references = count;
        return this;
    }

    Shop targets(int count) {
        targets = count;
        return this;
    }

    /** In milliseconds. */
    Shop looks(long every, long limit, long whileFailing) {
        interval = Duration.ofMillis(every);
        timeout = Duration.ofMillis(limit);
        burst = Duration.ofMillis(whileFailing);
        return this;
    }

    Shop counts(int toFail, int toForget, int toRecover) {
        failures = toFail;
        resetAfter = toForget;
        recoveries = toRecover;
        return this;
    }

    /** Only their looks count. */
    Shop observers(String... names) {
        observers = Stream.of(names).map(VantagePoint::new).toList();
        return this;
    }

    Shop quorum(int votes) {
        quorum = votes;
        return this;
    }

    Shop freshFor(long seconds) {
        freshFor = Duration.ofSeconds(seconds);
        return this;
    }

    Shop failover(FailoverPolicy.Mode mode) {
        failover = mode;
        return this;
    }

    Shop dwell(long seconds) {
        dwell = Duration.ofSeconds(seconds);
        return this;
    }

    Shop budget(int moves) {
        budget = moves;
        return this;
    }

    Shop failback(FailbackPolicy.Mode mode) {
        failback = mode;
        return this;
    }

    Shop limitsLoss() {
        maxLoss = Optional.of(Duration.ofSeconds(30));
        return this;
    }

    /** Failbacks only in the second hour of each day; plays begin with the first. */
    Shop window() {
        window = Optional.of(new MaintenanceWindow(
                EnumSet.allOf(DayOfWeek.class), LocalTime.of(1, 0), LocalTime.of(2, 0), ZoneOffset.UTC));
        return this;
    }

    Shop settleAfter(long seconds) {
        settleAfter = Duration.ofSeconds(seconds);
        return this;
    }

    Shop steadyTtl(long seconds) {
        steadyTtl = Duration.ofSeconds(seconds);
        return this;
    }

    /** Moves raise a fence around the region that is left, and take it down around the one that takes over. */
    Shop fences() {
        return fences(Measure.Occasion.MOVE);
    }

    Shop fences(Measure.Occasion occasion) {
        var fence = new Measure(
                new MeasureId("fence"),
                Measure.Kind.FENCE,
                occasion,
                Duration.ofSeconds(10),
                3,
                Optional.empty(),
                true);
        measures = new Measures(List.of(fence), List.of());
        return this;
    }

    Topology topology() {
        var names = List.of(EAST, WEST, SOUTH);
        var detection =
                new HealthPolicy(interval, timeout, burst, failures, 1, resetAfter, recoveries, quorum, freshFor);
        var all = IntStream.rangeClosed(1, services)
                .mapToObj(i -> service(i == 1 ? "" : "s" + i + "-", names, detection))
                .toList();
        var proofs = references == 0 ? List.<Probe>of() : List.of(probe(REFERENCE));
        return new Topology(all, proofs, observers);
    }

    private Service service(String prefix, List<String> names, HealthPolicy detection) {
        return new Service(
                        new ServiceName(prefix + NAME),
                        IntStream.range(0, regions)
                                .mapToObj(i -> region(prefix + names.get(i), i + 1))
                                .toList(),
                        detection,
                        new FailoverPolicy(failover, dwell, budget, Duration.ofHours(24), maxLoss, settleAfter),
                        new FailbackPolicy(failback, Duration.ofSeconds(30), window),
                        Stream.of(ONE, TWO)
                                .limit(targets)
                                .map(name -> new TargetId(name.replace("dns:", "dns:" + prefix)))
                                .toList(),
                        steadyTtl)
                .taking(measures);
    }

    private Region region(String name, int number) {
        var probe = probe("shop/" + name + "/tcp-1");
        return new Region(new RegionName(name), Endpoints.of(RecordType.A, "192.0.2." + number), List.of(probe));
    }

    private Probe probe(String id) {
        return new Probe(new ProbeId(id), new Check.Tcp("192.0.2.200", 80), interval, timeout, burst);
    }
}

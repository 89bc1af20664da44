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
import dev.leeward.service.MaintenanceWindow;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.node.Crew;
import dev.leeward.simulator.world.Chance;
import dev.leeward.steering.TargetId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Services of every shape: two or three regions, one or two targets, quick and slow, automatic and not. */
final class Services {
    static final ServiceName NAME = new ServiceName("shop");
    private static final List<String> REGIONS = List.of("us-east", "eu-central", "ap-south");

    private final Crew crew;
    private final Chance chance;
    private final Duration interval;
    private final Duration timeout;
    private final Duration burst;

    private Services(Crew crew, Chance chance) {
        this.crew = crew;
        this.chance = chance;
        this.interval = Duration.ofMillis(chance.of(List.of(500, 1_000, 2_000, 5_000)));
        this.timeout = interval.multipliedBy(chance.between(4, 10)).dividedBy(10);
        this.burst = interval.dividedBy(chance.between(1, 6));
    }

    /** A topology of one service, or of a few that have nothing to do with each other but who looks after them. */
    static Topology any(Crew crew, Chance chance) {
        return new Services(crew, chance).topology();
    }

    private Topology topology() {
        var services = new ArrayList<Service>();
        int count = chance.oneIn(6) ? chance.between(2, 5) : 1;
        for (int i = 1; i <= count; i++) services.add(service(i == 1 ? "" : "s" + i + "-"));
        var references = new ArrayList<Probe>();
        for (int i = chance.between(0, 3); i > 0; i--) references.add(probe("reference/tcp-" + i));
        return new Topology(services, references, crew.names());
    }

    private Service service(String prefix) {
        var regions = new ArrayList<Region>();
        int count = chance.between(2, 4);
        int probes = chance.oneIn(4) ? 2 : 1;
        boolean sixToo = chance.oneIn(2);
        for (int i = 0; i < count; i++) regions.add(region(prefix, i, probes, sixToo));
        var targets = new ArrayList<TargetId>();
        for (int i = chance.oneIn(2) ? 2 : 1; i > 0; i--) targets.add(new TargetId("dns:" + prefix + "name-" + i));
        return new Service(
                new ServiceName(prefix + NAME),
                regions,
                detection(),
                failover(),
                failback(),
                targets,
                Duration.ofSeconds(chance.magnitude(300)));
    }

    private Region region(String prefix, int number, int probes, boolean sixToo) {
        var name = prefix + REGIONS.get(number);
        var values = new TreeMap<RecordType, SortedSet<String>>();
        values.put(RecordType.A, new TreeSet<>(List.of("192.0.2." + (number + 1))));
        if (sixToo) values.put(RecordType.AAAA, new TreeSet<>(List.of("2001:db8::" + (number + 1))));
        var looks = new ArrayList<Probe>();
        for (int i = 1; i <= probes; i++) looks.add(probe("shop/" + name + "/tcp-" + i));
        return new Region(new RegionName(name), new Endpoints(values), looks);
    }

    private Probe probe(String id) {
        return new Probe(new ProbeId(id), new Check.Tcp("192.0.2.200", 80), interval, timeout, burst);
    }

    private HealthPolicy detection() {
        return new HealthPolicy(
                interval,
                timeout,
                burst,
                chance.between(1, 5),
                chance.of(List.of(0.5, 1.0)),
                chance.between(1, 6),
                chance.between(2, 11),
                chance.between(1, crew.vantagePoints() + 1),
                interval.multipliedBy(chance.between(3, 8)));
    }

    private FailoverPolicy failover() {
        var mode = chance.oneIn(4) ? chance.of(List.of(FailoverPolicy.Mode.values())) : FailoverPolicy.Mode.AUTOMATIC;
        return new FailoverPolicy(
                mode,
                Duration.ofSeconds(chance.magnitude(900)),
                chance.between(1, 6),
                Duration.ofMinutes(chance.between(10, 60)),
                chance.oneIn(12) ? Optional.of(Duration.ofSeconds(30)) : Optional.empty(),
                Duration.ofSeconds(chance.between(30, 600)));
    }

    private FailbackPolicy failback() {
        Optional<MaintenanceWindow> window = chance.oneIn(3)
                ? Optional.of(new MaintenanceWindow(
                        EnumSet.allOf(DayOfWeek.class),
                        LocalTime.of(0, chance.between(1, 30)),
                        LocalTime.of(chance.between(1, 3), 0),
                        ZoneOffset.UTC))
                : Optional.empty();
        return new FailbackPolicy(
                chance.of(List.of(FailbackPolicy.Mode.values())), Duration.ofSeconds(chance.between(20, 600)), window);
    }
}

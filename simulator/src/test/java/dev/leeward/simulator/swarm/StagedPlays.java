package dev.leeward.simulator.swarm;

import dev.leeward.decision.Order;
import dev.leeward.decision.RunKind;
import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.world.Trouble;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays staged by hand for corners that chance comes to too rarely for every build. */
final class StagedPlays {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Strike> strikes = new ArrayList<>();

    /** Every one of them. */
    static List<Setting> all() {
        return List.of(
                new StagedPlays()
                        .order(60, RunKind.SWITCHOVER)
                        .refuses("dns:name-2", 75, 100)
                        .setting(),
                new StagedPlays().order(60, RunKind.SWITCHOVER).cannotGoBack(80).setting(),
                new StagedPlays()
                        .order(60, RunKind.SWITCHOVER)
                        .order(200, RunKind.FAILBACK)
                        .refuses("dns:name-2", 215, 100)
                        .setting(),
                new StagedPlays()
                        .order(60, RunKind.SWITCHOVER)
                        .order(200, RunKind.FAILBACK)
                        .cannotGoBack(220)
                        .setting(),
                new StagedPlays()
                        .dies(60)
                        .strike(50, 3_000, new Fault.ProviderIs("dns:name-1", Trouble.REQUEST_LOST, 1))
                        .setting(),
                new StagedPlays()
                        .order(60, RunKind.SWITCHOVER)
                        .order(200, RunKind.FAILBACK)
                        .refuses("dns:name-1", 195, 100)
                        .setting(),
                new StagedPlays().dies(60).refuses("dns:name-2", 50, 100).setting(),
                new StagedPlays().dies(60).setting(),
                new StagedPlays().pause(30).dies(60).setting(),
                new StagedPlays()
                        .dies(60)
                        .strike(40, 600, new Fault.LooksFail(0.4))
                        .setting(),
                new StagedPlays().strike(40, 600, new Fault.LooksFail(0.9)).setting(),
                new StagedPlays()
                        .strike(60, 90, new Fault.RegionIs("us-east", Condition.DEAD))
                        .strike(120, 0, new Fault.Edited("dns:name-1", "us-east"))
                        .setting(),
                new StagedPlays()
                        .order(60, RunKind.SWITCHOVER)
                        .strike(59, 0, new Fault.Edited("dns:name-2", "eu-central"))
                        .setting());
    }

    /** While the second name is slow to answer and then refuses, the first begins to refuse, too: after it moved. */
    private StagedPlays cannotGoBack(long steers) {
        strike(steers - 5, 30, new Fault.WayIs("node-1", "dns:name-2", 0, 0, 1_000));
        refuses("dns:name-2", steers - 4, 2_000);
        return refuses("dns:name-1", steers + 1, 2_000);
    }

    private StagedPlays refuses(String target, long at, long lasts) {
        return strike(at, lasts, new Fault.ProviderIs(target, Trouble.FORBIDDEN, 1));
    }

    private StagedPlays dies(long at) {
        return strike(at, 4_000, new Fault.RegionIs("us-east", Condition.DEAD));
    }

    private StagedPlays pause(long at) {
        var length = Duration.ofMinutes(30);
        return strike(at, 0, new Fault.Commanded(new Order.Pause(Services.NAME, "kim", length, "a change"), false));
    }

    private StagedPlays order(long at, RunKind kind) {
        var order = new Order.Move(Services.NAME, "kim", kind, Optional.empty(), Set.of(), "a rehearsal");
        return strike(at, 0, new Fault.Commanded(order, false));
    }

    private StagedPlays strike(long at, long lasts, Fault fault) {
        strikes.add(new Strike(Duration.ofSeconds(at), Duration.ofSeconds(lasts), fault));
        return this;
    }

    private Setting setting() {
        return new Setting(topology(), strikes, 1, Duration.ofMinutes(90), Duration.ofMinutes(60), true);
    }

    private static Topology topology() {
        var policy = new HealthPolicy(
                SECOND, SECOND.dividedBy(2), SECOND.dividedBy(4), 3, 1, 3, 5, 1, Duration.ofSeconds(5));
        var failover = new FailoverPolicy(
                FailoverPolicy.Mode.AUTOMATIC,
                Duration.ofSeconds(10),
                9,
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofMinutes(2));
        var failback = new FailbackPolicy(FailbackPolicy.Mode.MANUAL, Duration.ofSeconds(30), Optional.empty());
        var service = new Service(
                Services.NAME,
                List.of(region("us-east", "192.0.2.1"), region("eu-central", "192.0.2.2")),
                policy,
                failover,
                failback,
                List.of(new TargetId("dns:name-1"), new TargetId("dns:name-2")),
                Duration.ofSeconds(20));
        return new Topology(List.of(service), List.of());
    }

    private static Region region(String name, String address) {
        var probe = new Probe(
                new ProbeId("shop/" + name + "/tcp-1"),
                new Check.Tcp(address, 80),
                SECOND,
                SECOND.dividedBy(2),
                SECOND.dividedBy(4));
        return new Region(new RegionName(name), Endpoints.of(RecordType.A, address), List.of(probe));
    }
}

package dev.leeward.simulator.swarm;

import dev.leeward.decision.Order;
import dev.leeward.decision.RunKind;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.node.Crew;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.world.Chance;
import dev.leeward.simulator.world.Leases;
import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A run begins, and while it is under way something comes in between: a provider, a node, a person, another outage. */
final class Collisions {
    private final Topology topology;
    private final Crew crew;
    private Service service;
    private final long seconds;
    private final Chance chance;
    private final List<Strike> strikes = new ArrayList<>();

    private Collisions(Topology topology, Crew crew, long seconds, Chance chance) {
        this.crew = crew;
        this.topology = topology;
        this.service = topology.services().getFirst();
        this.seconds = seconds;
        this.chance = chance;
    }

    /** One at each of {@code scenes}, seconds after the beginning; all over before {@code seconds} are. */
    static List<Strike> at(List<Long> scenes, Topology topology, Crew crew, long seconds, Chance chance) {
        var collisions = new Collisions(topology, crew, seconds, chance);
        for (long scene : scenes) {
            collisions.service = chance.of(collisions.topology.services());
            if (chance.oneIn(2)) collisions.planned(scene);
            else collisions.outage(scene);
        }
        return collisions.strikes;
    }

    private void planned(long scene) {
        var kind = chance.oneIn(2) ? RunKind.SWITCHOVER : RunKind.FAILBACK;
        add(scene, 0, move(kind));
        long steers = scene + service.steadyTtl().toSeconds();
        if (chance.oneIn(3)) {
            // Once the TTL is lowered, one target refuses for good, often one of two.
            add(chance.between(scene + 1, steers + 2), chance.magnitude(4_000), refuses());
            return;
        }
        disturb(scene + chance.between(0, 20 + service.steadyTtl().toSeconds()));
    }

    private void outage(long scene) {
        var home = service.home().name().value();
        add(scene, chance.magnitude(900), new Fault.RegionIs(home, Condition.DEAD));
        long decided = service.detection().worstDetection().toSeconds();
        long during = scene + chance.between(0, decided + 15);
        switch (chance.between(0, 8)) {
            case 0 -> pause(during);
            case 1 -> add(during, 0, move(chance.oneIn(3) ? RunKind.FAILBACK : RunKind.SWITCHOVER));
            case 2 -> approve(scene, during);
            case 3 -> {
                var region = chance.of(service.regions()).name().value();
                add(during, chance.magnitude(900), new Fault.RegionIs(region, Condition.DEAD));
            }
            default ->
                disturb(scene + chance.between(0, 20 + service.steadyTtl().toSeconds()));
        }
    }

    private void disturb(long during) {
        if (crew.vantagePoints() > 1 && chance.oneIn(2)) {
            if (crew.nodes() > 1 && (crew.observers() == 0 || chance.oneIn(2))) depose(during);
            else mute(during);
            return;
        }
        switch (chance.between(0, 7)) {
            case 0 -> add(during, 0, new Fault.NodeDiesAtAppend(chance.between(0, 6), chance.oneIn(2)));
            case 1 -> add(during, chance.magnitude(120), new Fault.NodeFreezes(chance.oneIn(2)));
            case 2 ->
                add(
                        during,
                        chance.magnitude(120),
                        new Fault.NodeFreezesAtAppend(chance.between(0, 4), !chance.oneIn(3)));
            case 3 ->
                add(
                        during,
                        chance.magnitude(300),
                        chance.oneIn(2)
                                ? new Fault.ReportsVanish(1)
                                : new Fault.ReportsLate(1_000L * chance.between(40, 120)));
            default -> {
                var trouble = chance.of(List.of(Trouble.values()));
                add(during, chance.magnitude(2_000), new Fault.ProviderIs(target(), trouble, 1.0));
            }
        }
    }

    /** Whoever leads loses the lead, or just does not hear about it for a while. */
    private void depose(long during) {
        long lasts = chance.magnitude(60);
        switch (chance.between(0, 3)) {
            case 0 -> add(during, lasts, new Fault.NodeFreezes(true));
            case 1 -> add(during, lasts, new Fault.LeasesDown());
            default -> {
                for (int i = 1; i <= crew.nodes(); i++) {
                    var back = chance.oneIn(3) ? 0.0 : 1.0;
                    if (!chance.oneIn(3)) add(during, lasts, new Fault.WayIs("node-" + i, Leases.PLACE, 1, back, 0));
                }
            }
        }
    }

    /** What an observer sees comes late, in part, or not at all. */
    private void mute(long during) {
        var observer = "observer-" + chance.between(1, crew.observers() + 1);
        long lasts = chance.magnitude(600);
        if (chance.oneIn(3)) {
            add(during, lasts, new Fault.ObserverDown(observer));
            return;
        }
        double loss = chance.of(List.of(0.0, 0.5, 1.0));
        long delay = chance.magnitude(40_000);
        for (int i = 1; i <= Math.max(2, crew.nodes()); i++) {
            add(during, lasts, new Fault.WayIs(observer, "node-" + i, loss, 0, delay));
        }
    }

    /** In the middle of an automatic run, and often over before long. */
    private void pause(long at) {
        var order = new Order.Pause(service.name(), "kim", Duration.ofSeconds(chance.magnitude(1_800)), "wait");
        add(at, 0, new Fault.Commanded(order, false));
        if (chance.oneIn(2)) {
            add(at + chance.magnitude(200), 0, new Fault.Commanded(new Order.Resume(service.name(), "kim"), false));
        }
    }

    /** Somebody approves again and again, while another region fails too: what was asked for is not due any more. */
    private void approve(long scene, long at) {
        if (chance.oneIn(2)) {
            var other = chance.of(service.regions()).name().value();
            add(scene + chance.magnitude(120), chance.magnitude(900), new Fault.RegionIs(other, Condition.DEAD));
        }
        for (long i = 0; i < 12; i++) {
            var approve = new Order.Approve(service.name(), "kim");
            add(at + i * chance.between(1, 8), 0, new Fault.Commanded(approve, false));
        }
    }

    private Fault move(RunKind kind) {
        var to = chance.oneIn(3) ? Optional.of(chance.of(service.regions()).name()) : Optional.<RegionName>empty();
        var where = kind == RunKind.FAILBACK ? Optional.<RegionName>empty() : to;
        return new Fault.Commanded(new Order.Move(service.name(), "kim", kind, where, Set.of(), "a rehearsal"), false);
    }

    private Fault refuses() {
        return new Fault.ProviderIs(target(), Trouble.FORBIDDEN, 1.0);
    }

    private String target() {
        return chance.of(service.targets()).value();
    }

    private void add(long second, long lasts, Fault fault) {
        long begin = Math.min(second, seconds - 30);
        long end = Math.min(begin + lasts, seconds - 10);
        var at = Duration.ofSeconds(begin).plusMillis(chance.between(0, 1_000));
        strikes.add(new Strike(at, Duration.ofSeconds(end - begin), fault));
    }
}

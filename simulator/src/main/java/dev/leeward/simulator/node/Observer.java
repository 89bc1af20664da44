package dev.leeward.simulator.node;

import dev.leeward.service.Topology;
import dev.leeward.simulator.time.NodeClock;
import dev.leeward.simulator.world.World;
import java.util.Optional;
import java.util.function.Supplier;

/** A process at another place that only looks, on its own timetable and clock, and tells whoever leads what it sees. */
final class Observer {
    private static final long FASTEST = 9_000;

    private final World world;
    private final String name;
    private final Supplier<Optional<SimulatedNode>> leader;
    private Looks looks;
    private Courier courier;
    private int lives;
    private boolean down;
    private boolean landing;

    Observer(World world, String name, Topology topology, Supplier<Optional<SimulatedNode>> leader) {
        this.world = world;
        this.name = name;
        this.leader = leader;
        var clock = clock();
        this.courier = new Courier(world, name, clock, leader);
        this.looks = looks(clock);
        looks.configure(topology);
    }

    String name() {
        return name;
    }

    private NodeClock clock() {
        return new NodeClock(world.timeline(), world.wall(), world.chance().between(-FASTEST, FASTEST));
    }

    private Looks looks(NodeClock clock) {
        int life = ++lives;
        var sends = courier;
        return new Looks(
                world,
                name,
                clock,
                what -> {
                    if (!down && life == lives) what.run();
                },
                sends::send);
    }

    void configure(Topology topology) {
        if (!down) looks.configure(topology);
    }

    /** It is gone for a while, or begins anew: it remembers nothing. */
    void keepDown(boolean now, Topology topology) {
        if (down == now) return;
        down = now;
        if (now) return;
        var clock = clock();
        courier = new Courier(world, name, clock, leader);
        looks = looks(clock);
        looks.configure(topology);
    }

    /** Whether nothing is under way here. */
    boolean idle() {
        return down || (looks.idle() && courier.idle());
    }

    /** Time has leapt. */
    void land() {
        landing = true;
        looks.awaitAll();
    }

    /** Whether it has looked everywhere since time leapt, and all of it arrived. */
    boolean landed() {
        if (landing && (down || (looks.landed() && courier.idle()))) landing = false;
        return !landing;
    }
}

package dev.leeward.simulator;

import dev.leeward.service.Topology;
import dev.leeward.simulator.fault.Blows;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.node.Nodes;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.world.Chance;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/** One world from its beginning to its end. The same setting plays the same way, to the last happening. */
public final class Simulation {
    /**
     * What is played.
     *
     * @param seed of all that is left to chance: latencies, losses, which call meets a trouble
     * @param length how long faults may strike
     * @param calm how long it goes on after that, without any
     */
    public record Setting(Topology topology, List<Strike> strikes, long seed, Duration length, Duration calm) {
        public Setting {
            strikes = List.copyOf(strikes);
        }
    }

    private Simulation() {}

    /** Plays {@code setting}; {@code watcher} is told of everything that happens, in true time. */
    public static void play(Setting setting, BiConsumer<Instant, Happening> watcher) {
        var world = new World(setting.topology(), new Chance(setting.seed()), watcher);
        var nodes = new Nodes(world, setting.topology());
        new Blows(world, nodes, setting.topology()).plan(setting.strikes());
        run(world, nodes, setting.length());
        if (setting.calm().isZero()) return;
        world.tell(new Happening.Healed());
        run(world, nodes, setting.calm());
    }

    private static void run(World world, Nodes nodes, Duration length) {
        long end = world.timeline().now() + length.toNanos();
        nodes.supervise();
        while (world.timeline().step(end)) nodes.supervise();
    }
}

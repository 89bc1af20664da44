package dev.leeward.simulator;

import dev.leeward.service.Topology;
import dev.leeward.simulator.fault.Blows;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.node.Crew;
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
    /** How long before the next fault a leap ends, so that everything is in its stride again. */
    private static final long RUN_UP = Duration.ofMinutes(2).toNanos();

    /**
     * What is played.
     *
     * @param crew who watches and who decides
     * @param seed of all that is left to chance: latencies, losses, which call meets a trouble
     * @param length how long faults may strike
     * @param calm how long it goes on after that, without any
     * @param leaps whether time in which nothing can happen is left out: all is well, nothing waits for time to pass, and
     *     the next fault is far
     */
    public record Setting(
            Topology topology,
            Crew crew,
            List<Strike> strikes,
            long seed,
            Duration length,
            Duration calm,
            boolean leaps) {
        public Setting {
            strikes = List.copyOf(strikes);
        }

        /** With one node that sees for itself. */
        public Setting(
                Topology topology, List<Strike> strikes, long seed, Duration length, Duration calm, boolean leaps) {
            this(topology, Crew.ALONE, strikes, seed, length, calm, leaps);
        }
    }

    private final World world;
    private final Nodes nodes;
    private final Blows blows;
    private final Setting setting;
    private final long[] begins;
    private int next;

    private Simulation(Setting setting, BiConsumer<Instant, Happening> watcher) {
        this.setting = setting;
        this.world = new World(setting.topology(), new Chance(setting.seed()), watcher);
        this.nodes = Nodes.of(setting.crew(), world, setting.topology());
        this.blows = new Blows(world, nodes, setting.topology());
        this.begins = setting.strikes().stream()
                .mapToLong(strike -> strike.at().toNanos())
                .sorted()
                .toArray();
    }

    /** Plays {@code setting}; {@code watcher} is told of everything that happens, in true time. */
    public static void play(Setting setting, BiConsumer<Instant, Happening> watcher) {
        new Simulation(setting, watcher).play();
    }

    private void play() {
        blows.plan(setting.strikes());
        run(setting.length());
        if (setting.calm().isZero()) return;
        world.tell(new Happening.Healed());
        run(setting.calm());
    }

    private void run(Duration length) {
        long end = world.timeline().now() + length.toNanos();
        nodes.supervise();
        while (world.timeline().step(end)) {
            nodes.supervise();
            if (setting.leaps()) leap(end);
        }
    }

    private void leap(long end) {
        long now = world.timeline().now();
        while (next < begins.length && begins[next] <= now) next++;
        long until = (next < begins.length ? Math.min(begins[next], end) : end) - RUN_UP;
        if (until - now < RUN_UP || !blows.calm() || !nodes.atRest()) return;
        world.timeline().leap(until);
        nodes.land();
    }
}

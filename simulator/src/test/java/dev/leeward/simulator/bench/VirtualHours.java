package dev.leeward.simulator.bench;

import dev.leeward.simulator.Simulation;
import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.swarm.PlainTopology;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.world.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many virtual hours of one service with the default policies are simulated in a minute on two threads: one region
 * fails each day, for a second to half an hour. Run by {@code bench/simulator.sh}; arguments: days per play, seconds.
 */
public final class VirtualHours {
    private static final int THREADS = 2;

    private VirtualHours() {}

    public static void main(String[] args) {
        int days = Integer.parseInt(args[0]);
        long seconds = Long.parseLong(args[1]);
        for (boolean leaps : new boolean[] {true, false}) measure(leaps ? days : 1, seconds, leaps);
    }

    private static void measure(int days, long seconds, boolean leaps) {
        var seed = new AtomicLong();
        var hours = new AtomicLong();
        var moves = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000;
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                pool.execute(() -> {
                    while (System.nanoTime() - end < 0) {
                        Simulation.play(setting(days, seed.incrementAndGet(), leaps), (_, what) -> {
                            if (what instanceof Happening.Changed) moves.incrementAndGet();
                        });
                        hours.addAndGet(24L * days);
                    }
                });
            }
        }
        double minutes = (System.nanoTime() - begin) / 6e10;
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f virtual hours per minute on %d threads (%d hours, %d changes of the name, %.0f s)%n",
                leaps ? "leaving out hours in which nothing can happen" : "every single look",
                hours.get() / minutes,
                THREADS,
                hours.get(),
                moves.get(),
                minutes * 60);
    }

    private static Setting setting(int days, long seed, boolean leaps) {
        var chance = new Chance(seed);
        var strikes = new ArrayList<Strike>();
        for (int day = 0; day < days; day++) {
            var at = Duration.ofDays(day).plusSeconds(chance.between(600L, 80_000L));
            var region = chance.oneIn(2) ? "us-east" : "eu-central";
            var condition = chance.of(List.of(Condition.DEAD, Condition.HUNG, Condition.ERROR));
            strikes.add(
                    new Strike(at, Duration.ofSeconds(chance.magnitude(1_800)), new Fault.RegionIs(region, condition)));
        }
        return new Setting(PlainTopology.of(), strikes, seed, Duration.ofDays(days), Duration.ZERO, leaps);
    }
}

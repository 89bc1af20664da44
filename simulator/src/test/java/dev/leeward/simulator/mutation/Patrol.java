package dev.leeward.simulator.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays seeds with every guard in place and notes in which of them each bites. Only such a seed can show its absence; a
 * guard that bites in none is dead, or the world lacks what it is there for.
 */
final class Patrol {
    private final List<Guard> guards;
    private final List<Turn.Seed> turns;
    private final List<List<Turn.Seed>> bitten = new ArrayList<>();

    /** Over {@code turns}, on as many {@code threads}. */
    Patrol(List<Guard> guards, List<Turn.Seed> turns, int threads) throws InterruptedException, ExecutionException {
        this.guards = guards;
        this.turns = turns;
        guards.forEach(_ -> bitten.add(new ArrayList<>()));
        walk(threads);
        bitten.forEach(all -> all.sort(Turn.Seed.BY_NUMBER));
    }

    /** The turns in which {@code guard} bites, by seed. */
    List<Turn.Seed> bitten(Guard guard) {
        return List.copyOf(bitten.get(guards.indexOf(guard)));
    }

    private void walk(int threads) throws InterruptedException, ExecutionException {
        var next = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var walks = new ArrayList<Future<?>>();
            for (int i = 0; i < threads; i++) walks.add(pool.submit(() -> walk(next)));
            for (var walk : walks) walk.get();
        }
    }

    private void walk(AtomicInteger next) {
        try (var game = new Game(Mutant.watching(guards))) {
            for (int i = next.getAndIncrement(); i < turns.size(); i = next.getAndIncrement()) {
                var turn = turns.get(i);
                var bites = game.bites(turn);
                synchronized (bitten) {
                    bites.stream().forEach(guard -> bitten.get(guard).add(turn));
                }
            }
        }
    }
}

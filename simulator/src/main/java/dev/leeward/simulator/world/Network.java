package dev.leeward.simulator.world;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The ways between nodes and everything they talk to. Each can lose, delay and be cut, also in one direction only. */
public final class Network {
    private static final long MILLI = 1_000_000;

    /**
     * How a way is.
     *
     * @param lossThere share of requests that get lost
     * @param lossBack share of answers that get lost
     * @param delay added to each direction, nanoseconds
     */
    public record Way(double lossThere, double lossBack, long delay) {
        /** Nothing wrong with it. */
        public static final Way CLEAR = new Way(0, 0, 0);
    }

    /**
     * One request and its answer, in nanoseconds from the start; empty: lost.
     *
     * @param there when it arrives
     * @param back when the answer arrives, if the request does
     */
    public record Trip(OptionalLong there, OptionalLong back) {}

    private record Ends(String node, String place) {}

    private final Map<Ends, Way> ways = new HashMap<>();
    private final Chance chance;

    Network(Chance chance) {
        this.chance = chance;
    }

    /** The way from {@code node} to {@code place} is like this from now on. */
    public void set(String node, String place, Way way) {
        if (way.equals(Way.CLEAR)) ways.remove(new Ends(node, place));
        else ways.put(new Ends(node, place), way);
    }

    /** A trip from {@code node} to {@code place}. */
    public Trip trip(String node, String place) {
        var way = ways.isEmpty() ? Way.CLEAR : ways.getOrDefault(new Ends(node, place), Way.CLEAR);
        long there = way.delay + chance.between(MILLI, 30 * MILLI);
        long back = there + way.delay + chance.between(MILLI, 30 * MILLI);
        if (chance.holds(way.lossThere)) return new Trip(OptionalLong.empty(), OptionalLong.empty());
        return new Trip(
                OptionalLong.of(there), chance.holds(way.lossBack) ? OptionalLong.empty() : OptionalLong.of(back));
    }
}

package dev.leeward.simulator.world;

import java.util.List;
import java.util.SplittableRandom;

/** All randomness of a run, from one seed. */
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** A chance of its own for another purpose: what is drawn there shifts nothing here. */
    public Chance split() {
        return new Chance(random.split());
    }

    /** True once in {@code n} times. */
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** True with probability {@code p}. */
    public boolean holds(double p) {
        return p > 0 && random.nextDouble() < p;
    }

    /** From {@code from} to below {@code to}. */
    public long between(long from, long to) {
        return to <= from ? from : random.nextLong(from, to);
    }

    /** From {@code from} to below {@code to}. */
    public int between(int from, int to) {
        return to <= from ? from : random.nextInt(from, to);
    }

    /** One of {@code all}. */
    public <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** From 1 to {@code most}, each magnitude as likely as the next: faults are short and long, rarely in between. */
    public long magnitude(long most) {
        return Math.max(1, Math.round(Math.exp(random.nextDouble() * Math.log((double) most))));
    }
}

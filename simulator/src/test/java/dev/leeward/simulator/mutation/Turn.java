package dev.leeward.simulator.mutation;

import java.util.Comparator;

/** One seed in one mode of the simulator. */
record Turn(String mode, long seed) {
    /** By seed. */
    static final Comparator<Turn> BY_SEED = Comparator.comparingLong(Turn::seed);

    /** Every other seed is played to the end in trouble, the others until all should have come right. */
    static Turn of(long seed) {
        return new Turn(seed % 2 == 0 ? "SAFETY" : "LIVENESS", seed);
    }

    @Override
    public String toString() {
        return mode + " " + seed;
    }
}

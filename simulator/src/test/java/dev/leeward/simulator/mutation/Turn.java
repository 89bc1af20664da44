package dev.leeward.simulator.mutation;

import java.util.Comparator;

/** What is played without a guard. */
sealed interface Turn {
    /** One seed in one mode of the simulator. */
    record Seed(String mode, long number) implements Turn {
        /** By number. */
        static final Comparator<Seed> BY_NUMBER = Comparator.comparingLong(Seed::number);

        @Override
        public String toString() {
            return mode + " " + number;
        }
    }

    /** A play staged by hand. */
    record Staged(String name) implements Turn {
        @Override
        public String toString() {
            return "PLAY \"" + name + "\"";
        }
    }

    /** Every other seed is played to the end in trouble, the others until all should have come right. */
    static Seed of(long seed) {
        return new Seed(seed % 2 == 0 ? "SAFETY" : "LIVENESS", seed);
    }
}

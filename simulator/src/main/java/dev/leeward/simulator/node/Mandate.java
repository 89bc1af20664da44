package dev.leeward.simulator.node;

import java.util.OptionalLong;

/** What allows a node to write the journal and to act. */
interface Mandate {
    /** That of a node which has the journal to itself. */
    Mandate ALONE = new Mandate() {
        @Override
        public boolean holds() {
            return true;
        }

        @Override
        public boolean isValidThere() {
            return true;
        }

        @Override
        public OptionalLong reach() {
            return OptionalLong.of(0);
        }
    };

    /** Whether it surely leads, by its own count. */
    boolean holds();

    /** Whether it leads, as those have it who grant the lead; where the journal is written, that decides. */
    boolean isValidThere();

    /** How many nanoseconds it takes to write and hear of it; empty: it is not known what became of it. */
    OptionalLong reach();
}

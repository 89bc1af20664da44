package dev.leeward.simulator.node;

import dev.leeward.service.Topology;

/** All that looks for one node, whatever it consists of. */
interface Sights {
    /** Nobody looks. */
    Sights NONE = new Sights() {
        @Override
        public void configure(Topology topology) {
            // Nobody looks at anything.
        }

        @Override
        public boolean idle() {
            return true;
        }

        @Override
        public void land() {
            // Nothing is to be seen again.
        }

        @Override
        public boolean landed() {
            return true;
        }
    };

    /** Everything of {@code topology} is looked at from now on. */
    void configure(Topology topology);

    /** Whether no look is under way, nor the news of one. */
    boolean idle();

    /** Time has leapt: nothing is fresh until all was looked at again. */
    void land();

    /** Whether that is done. */
    boolean landed();
}

package dev.leeward.simulator.node;

import dev.leeward.control.Input;
import dev.leeward.simulator.trace.Life;

/** One life of a node, as its parts see it. */
interface Running {
    Life life();

    /** Has the running process do this: never once it died, and not before it is thawed. */
    void then(Runnable what);

    /** Tells the control loop. */
    void learn(Input input);
}

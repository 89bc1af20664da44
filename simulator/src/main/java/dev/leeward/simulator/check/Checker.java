package dev.leeward.simulator.check;

import dev.leeward.simulator.trace.Happening;
import java.time.Instant;

/** Judges one invariant over all that happens. Sees every happening in order, starting with {@link Happening.Began}. */
public interface Checker {
    /** Which invariant: {@code S5}. */
    String invariant();

    /** Takes in what happened at {@code at}, in true time. */
    void see(Instant at, Happening what);

    /** The simulation is over at {@code at}; {@code converged}: faults had stopped long enough for all to be well. */
    default void end(Instant at, boolean converged) {}
}

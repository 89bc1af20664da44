package dev.leeward.probe;

import java.util.function.Consumer;

/** The port that looks. */
public interface Prober extends AutoCloseable {
    /**
     * Starts one look and returns at once. Whatever happens, {@code sink} is called exactly once, at the latest a small
     * scheduling delay after the check's timeout; it must be quick and may be called on any thread. Each look resolves
     * afresh (never through the JVM's address cache) and opens a connection of its own.
     */
    void look(Probe probe, Consumer<Sighting> sink);

    /** Ends all looks in flight as {@link Sighting.Inconclusive}. */
    @Override
    void close();
}

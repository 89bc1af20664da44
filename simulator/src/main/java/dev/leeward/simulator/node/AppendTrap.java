package dev.leeward.simulator.node;

/** Lets a node die, or freeze, right before or right after one of its next appends became durable. */
final class AppendTrap {
    private int before = -1;
    private int after = -1;
    private int freezing = -1;
    private Runnable freeze = () -> {};

    /** At the append after {@code skip} others. */
    void set(int skip, boolean durable) {
        if (durable) after = skip;
        else before = skip;
    }

    /** Right after the append after {@code skip} others, {@code what} freezes it. */
    void freeze(int skip, Runnable what) {
        freezing = skip;
        freeze = what;
    }

    void before() {
        if (before-- == 0) throw new Crash("right before an append");
    }

    void after() {
        if (freezing-- == 0) freeze.run();
        if (after-- == 0) throw new Crash("right after an append");
    }
}

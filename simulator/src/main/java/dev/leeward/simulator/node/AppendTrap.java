package dev.leeward.simulator.node;

/** Lets a node die right before or right after one of its next appends became durable. */
final class AppendTrap {
    private int before = -1;
    private int after = -1;

    /** At the append after {@code skip} others. */
    void set(int skip, boolean durable) {
        if (durable) after = skip;
        else before = skip;
    }

    void before() {
        if (before-- == 0) throw new Crash("right before an append");
    }

    void after() {
        if (after-- == 0) throw new Crash("right after an append");
    }
}

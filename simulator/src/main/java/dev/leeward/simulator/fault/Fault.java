package dev.leeward.simulator.fault;

import dev.leeward.decision.Order;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.world.Trouble;

/** One thing that goes wrong, or that a person does. */
public sealed interface Fault {
    /** The application in {@code region} is not well. */
    record RegionIs(String region, Condition condition) implements Fault {}

    /** The way from every node named {@code node} to {@code place} (a region, a target, a reference) is bad. */
    record WayIs(String node, String place, double lossThere, double lossBack, long delayMillis) implements Fault {}

    /** A share of all looks cannot be made. */
    record LooksFail(double share) implements Fault {}

    /** Nobody begins to look any more, and everything else goes on. */
    record LooksStop() implements Fault {}

    /** A share of all attempts at steps does what it should and never reports back. */
    record ReportsVanish(double share) implements Fault {}

    /** Attempts at steps report back so much later than they are over. */
    record ReportsLate(long millis) implements Fault {}

    /** The provider of {@code target} does a share of its calls wrong. */
    record ProviderIs(String target, Trouble trouble, double share) implements Fault {}

    /** A share of all measures go wrong. */
    record MeasuresFail(Trouble trouble, double share) implements Fault {}

    /** The name servers of {@code target} follow late. */
    record ServersLag(String target, long millis) implements Fault {}

    /** Somebody edits {@code target}: to what {@code region} has, or to an address of nobody's. */
    record Edited(String target, String region) implements Fault {}

    /** The running node dies and stays down as long as the fault lasts. */
    record NodeDies() implements Fault {}

    /** The running node dies at an append. */
    record NodeDiesAtAppend(int skip, boolean durable) implements Fault {}

    /** The running node freezes; {@code successor}: another takes the journal over meanwhile. */
    record NodeFreezes(boolean successor) implements Fault {}

    /**
     * The running node freezes right after one of its next appends became durable, before anything follows from it; {@code
     * successor}: another takes the journal over meanwhile.
     */
    record NodeFreezesAtAppend(int skip, boolean successor) implements Fault {}

    /** The journal is gone, and with it every node that had it open; whoever starts next begins with an empty one. */
    record JournalLost() implements Fault {}

    /** The journal takes no appends. */
    record JournalFails() implements Fault {}

    /** The journal takes its time for each append. */
    record JournalSlow(long millis) implements Fault {}

    /** Whoever grants the lead answers nobody. */
    record LeasesDown() implements Fault {}

    /** The observer of that name is gone for a while, and begins anew then. */
    record ObserverDown(String observer) implements Fault {}

    /** The wall clocks of all machines jump. */
    record WallJumps(long seconds) implements Fault {}

    /** Clocks of nodes that start from now on run too fast, or too slow. */
    record ClockDrifts(long partsPerMillion) implements Fault {}

    /** A person orders. */
    record Commanded(Order order, boolean dryRun) implements Fault {}

    /** Somebody loads another configuration; at the fault's end the first one again. */
    record Reloaded(Reload how) implements Fault {}

    /** Notices reach nobody. */
    record NotifierDown() implements Fault {}

    /** What is wrong, or only different, about a configuration that is loaded. */
    enum Reload {
        SAME,
        INVALID,
        QUICKER_LOOKS,
        LAST_REGION_GONE,
        FIRST_REGION_GONE,
        MANUAL
    }
}

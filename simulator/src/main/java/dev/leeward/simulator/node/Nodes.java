package dev.leeward.simulator.node;

import dev.leeward.control.Input;
import dev.leeward.decision.Order;
import dev.leeward.journal.Projection;
import dev.leeward.service.Topology;
import dev.leeward.simulator.world.World;
import java.util.Optional;

/** The orchestrators, whoever looks for them, and whoever restarts them. */
public interface Nodes {
    /** As many as {@code crew} says; none runs yet. {@code file} is the configuration file of all. */
    static Nodes of(Crew crew, World world, Topology file) {
        return crew.nodes() == 1 ? new Successive(world, file, crew.observers()) : new Candidates(world, file, crew);
    }

    /** Sees to it that nodes run, unless they are kept down. To be called after every event. */
    void supervise();

    /** Whether whoever leads would do nothing as long as nothing happens. */
    boolean atRest();

    /** Time has leapt. */
    void land();

    /** What the journal says, as the leading node has it. */
    Optional<Projection> projection();

    /** The leading node dies and stays down, or whoever was kept down may run again. */
    void keepDown(boolean now);

    /** The leading node dies at one of its next appends. */
    void dieAtAppend(int skip, boolean durable);

    /** The leading node freezes. {@code successor}: another may take over. */
    void freeze(boolean successor);

    /** The leading node freezes right after one of its next appends; below zero: at none. */
    void freezeAtAppend(int skip, boolean successor);

    /** Whoever is frozen goes on. */
    void thaw();

    /** The journal is gone, and every process that had it open with it. */
    void loseJournal();

    /** Clocks of nodes that start from now on run so much too fast. */
    void drift(long partsPerMillion);

    /** The observer of that name is down, or may look again; where there is none, nothing happens. */
    void blindfold(String observer, boolean now);

    /** A person orders; a node that is down or frozen does not answer. */
    void order(Order order, boolean dryRun);

    /** The configuration file changes, and the leading node is told to read it. */
    void configure(Topology next);

    /** The leading node is told to read a file that is broken. */
    void misconfigure(Input.Misconfigured broken, Topology kept);
}

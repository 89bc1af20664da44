package dev.leeward.simulator.node;

import dev.leeward.control.Input;
import dev.leeward.control.OrderReply;
import dev.leeward.decision.Order;
import dev.leeward.journal.Projection;
import dev.leeward.service.Topology;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The orchestrators and whoever restarts them: a node that died is started again a moment later, with the configuration
 * file as it is by then; while one is frozen another may have taken its place.
 */
public final class Nodes {
    private static final Duration RESTART = Duration.ofSeconds(2);
    private static final Duration TAKE_OVER = Duration.ofSeconds(5);

    private final World world;
    private final List<SimulatedNode> frozen = new ArrayList<>();
    private Topology file;
    private Optional<SimulatedNode> running = Optional.empty();
    private String name = "node-1";
    private int lives;
    private boolean keptDown;
    private boolean restarting;
    private long drift;

    /** No node runs yet; {@code file} is the configuration file. */
    public Nodes(World world, Topology file) {
        this.world = world;
        this.file = file;
    }

    /** Sees to it that a node runs, unless it is kept down. To be called after every event. */
    public void supervise() {
        boolean runs = running.filter(node -> node.death().isEmpty()).isPresent();
        if (runs || keptDown || restarting) return;
        restarting = true;
        world.timeline().after(lives == 0 ? Duration.ZERO : RESTART, () -> {
            restarting = false;
            if (!keptDown) begin();
        });
    }

    private void begin() {
        var node = new SimulatedNode(world, new Life(name, ++lives), file, drift);
        running = Optional.of(node);
        node.start();
    }

    /** Whether one node runs, and would do nothing as long as nothing happens. */
    public boolean atRest() {
        return frozen.isEmpty()
                && !keptDown
                && running.filter(SimulatedNode::atRest).isPresent();
    }

    /** Time has leapt. */
    public void land() {
        running.ifPresent(SimulatedNode::land);
    }

    /** What the journal says, as the running node has it. */
    public Optional<Projection> projection() {
        return running.filter(node -> node.death().isEmpty()).map(SimulatedNode::projection);
    }

    /** The running node dies and stays down, or may run again. */
    public void keepDown(boolean now) {
        keptDown = now;
        if (now) running.ifPresent(node -> node.die("killed"));
    }

    /** The running node dies at one of its next appends. */
    public void dieAtAppend(int skip, boolean durable) {
        running.ifPresent(node -> node.dieAtAppend(skip, durable));
    }

    /** The running node freezes. Its lease runs out, and where there is a {@code successor}, that takes over. */
    public void freeze(boolean successor) {
        if (running.isEmpty()) return;
        var node = running.get();
        node.freeze();
        frozen.add(node);
        if (!successor) return;
        world.timeline().after(TAKE_OVER, () -> {
            if (!frozen.contains(node)) return;
            name = name.equals("node-1") ? "node-2" : "node-1";
            if (!keptDown) begin();
        });
    }

    /** Whoever is frozen goes on. */
    public void thaw() {
        var all = List.copyOf(frozen);
        frozen.clear();
        all.forEach(SimulatedNode::thaw);
    }

    /** Clocks of nodes that start from now on run so much too fast. */
    public void drift(long partsPerMillion) {
        drift = partsPerMillion;
    }

    /** A person orders; a node that is down or frozen does not answer. */
    public void order(Order order, boolean dryRun) {
        running.filter(node -> node.death().isEmpty())
                .ifPresentOrElse(
                        node -> node.tell(
                                new Input.Ordered(order, dryRun, reply -> answered(order, dryRun, Optional.of(reply)))),
                        () -> answered(order, dryRun, Optional.empty()));
    }

    private void answered(Order order, boolean dryRun, Optional<OrderReply> reply) {
        world.tell(new Happening.Ordered(order, dryRun, reply));
    }

    /** The configuration file changes, and the running node is told to read it. */
    public void configure(Topology next) {
        file = next;
        running.ifPresent(node -> node.tell(new Input.Configured(
                next, "digest", objections -> world.tell(new Happening.Configured(next, true, objections.isEmpty())))));
    }

    /** The running node is told to read a file that is broken. */
    public void misconfigure(Input.Misconfigured broken, Topology kept) {
        running.ifPresent(node -> {
            node.tell(broken);
            world.tell(new Happening.Configured(kept, false, false));
        });
    }
}

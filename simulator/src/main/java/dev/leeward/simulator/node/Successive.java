package dev.leeward.simulator.node;

import dev.leeward.control.Input;
import dev.leeward.control.OrderReply;
import dev.leeward.decision.Order;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Projection;
import dev.leeward.service.Topology;
import dev.leeward.simulator.time.NodeClock;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node at a time: one that died is started again a moment later, with the configuration file as it is by then; while one
 * is frozen another may have taken its place.
 */
final class Successive implements Nodes {
    private static final Duration RESTART = Duration.ofSeconds(2);
    private static final Duration TAKE_OVER = Duration.ofSeconds(5);

    private final World world;
    private final List<SimulatedNode> frozen = new ArrayList<>();
    private final Observers observers;
    private Topology file;
    private Optional<SimulatedNode> running = Optional.empty();
    private String name = "node-1";
    private int lives;
    private boolean keptDown;
    private boolean restarting;
    private long drift;

    Successive(World world, Topology file, int others) {
        this.world = world;
        this.file = file;
        this.observers = new Observers(
                world, file, others, () -> running.filter(node -> node.death().isEmpty()));
    }

    @Override
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
        var clock = new NodeClock(world.timeline(), anchor(world), drift);
        var node = new SimulatedNode(world, new Life(name, ++lives), file, clock, Mandate.ALONE);
        running = Optional.of(node);
        node.start(observers.with(new Looks(world, name, clock, node::then, node::see)));
    }

    /** As production anchors its clock when a process starts. */
    static Instant anchor(World world) {
        var wall = world.wall();
        return world.disk().last().map(Entry::at).filter(wall::isBefore).orElse(wall);
    }

    @Override
    public boolean atRest() {
        return frozen.isEmpty()
                && !keptDown
                && running.filter(SimulatedNode::atRest).isPresent();
    }

    @Override
    public void land() {
        running.ifPresent(SimulatedNode::land);
    }

    @Override
    public Optional<Projection> projection() {
        return running.filter(node -> node.death().isEmpty()).map(SimulatedNode::projection);
    }

    @Override
    public void keepDown(boolean now) {
        keptDown = now;
        if (now) running.ifPresent(node -> node.die("killed"));
    }

    @Override
    public void dieAtAppend(int skip, boolean durable) {
        running.ifPresent(node -> node.dieAtAppend(skip, durable));
    }

    @Override
    public void freeze(boolean successor) {
        running.ifPresent(node -> freeze(node, successor));
    }

    private void freeze(SimulatedNode node, boolean successor) {
        node.freeze();
        frozen.add(node);
        if (!successor) return;
        world.timeline().after(TAKE_OVER, () -> {
            if (!frozen.contains(node)) return;
            name = name.equals("node-1") ? "node-2" : "node-1";
            if (!keptDown) begin();
        });
    }

    @Override
    public void freezeAtAppend(int skip, boolean successor) {
        running.ifPresent(node -> node.freezeAtAppend(skip, () -> freeze(node, successor)));
    }

    @Override
    public void loseJournal() {
        running.ifPresent(node -> node.die("its journal is gone"));
        frozen.forEach(node -> node.die("its journal is gone"));
        frozen.clear();
        world.disk().lose();
        world.tell(new Happening.JournalLost(file, world.stands()));
    }

    @Override
    public void thaw() {
        var all = List.copyOf(frozen);
        frozen.clear();
        all.forEach(SimulatedNode::thaw);
    }

    @Override
    public void drift(long partsPerMillion) {
        drift = partsPerMillion;
    }

    @Override
    public void blindfold(String observer, boolean now) {
        observers.keepDown(observer, now, file);
    }

    @Override
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

    @Override
    public void configure(Topology next) {
        file = next;
        observers.configure(next);
        running.ifPresent(node -> node.tell(new Input.Configured(
                next, "digest", objections -> world.tell(new Happening.Configured(next, true, objections.isEmpty())))));
    }

    @Override
    public void misconfigure(Input.Misconfigured broken, Topology kept) {
        running.ifPresent(node -> {
            node.tell(broken);
            world.tell(new Happening.Configured(kept, false, false));
        });
    }
}

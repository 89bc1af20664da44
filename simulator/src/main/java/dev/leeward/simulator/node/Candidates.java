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
import java.util.stream.Stream;

/** Several nodes that watch, of which one leads by a lease; a process that died is started again a moment later. */
final class Candidates implements Nodes {
    private static final Duration RESTART = Duration.ofSeconds(2);

    private final World world;
    private final Observers observers;
    private final List<Candidate> all = new ArrayList<>();
    private Topology file;
    private int lives;

    Candidates(World world, Topology file, Crew crew) {
        this.world = world;
        this.file = file;
        for (int i = 1; i <= crew.nodes(); i++) all.add(new Candidate(world, "node-" + i, this));
        this.observers = new Observers(world, file, crew.observers(), this::leader);
    }

    /** Whoever decides; of several who believe to lead, the one whose term is the newest. */
    Optional<SimulatedNode> leader() {
        return leading().flatMap(Candidate::node);
    }

    private Optional<Candidate> leading() {
        Optional<Candidate> newest = Optional.empty();
        for (var candidate : all) {
            if (candidate.node().isEmpty()) continue;
            if (newest.filter(best -> best.term() > candidate.term()).isEmpty()) newest = Optional.of(candidate);
        }
        return newest;
    }

    Topology file() {
        return file;
    }

    /** The next life of {@code name}. */
    Life nextLife(String name) {
        return new Life(name, ++lives);
    }

    @Override
    public void supervise() {
        for (var candidate : all) {
            if (!candidate.needsStart()) continue;
            candidate.awaitStart();
            world.timeline().after(candidate.isNew() ? Duration.ZERO : RESTART, candidate::start);
        }
    }

    /** Not modelled: signs of life would have to be left out too. */
    @Override
    public boolean atRest() {
        return false;
    }

    @Override
    public void land() {
        throw new IllegalStateException("time does not leap where leases run");
    }

    @Override
    public Optional<Projection> projection() {
        return leader().map(SimulatedNode::projection);
    }

    @Override
    public void keepDown(boolean now) {
        if (now) leading().or(() -> Optional.of(all.getFirst())).ifPresent(Candidate::keepDown);
        else all.forEach(Candidate::letStart);
    }

    @Override
    public void dieAtAppend(int skip, boolean durable) {
        leader().ifPresent(node -> node.dieAtAppend(skip, durable));
    }

    @Override
    public void freeze(boolean successor) {
        leading().ifPresent(Candidate::freeze);
    }

    @Override
    public void freezeAtAppend(int skip, boolean successor) {
        leading()
                .ifPresent(
                        candidate -> candidate.node().ifPresent(node -> node.freezeAtAppend(skip, candidate::freeze)));
    }

    @Override
    public void thaw() {
        all.forEach(Candidate::thaw);
    }

    @Override
    public void loseJournal() {
        all.forEach(candidate -> candidate.die("its journal is gone"));
        world.disk().lose();
        world.tell(new Happening.JournalLost(file, world.stands()));
    }

    @Override
    public void drift(long partsPerMillion) {
        all.forEach(candidate -> candidate.drift(partsPerMillion));
    }

    @Override
    public void blindfold(String observer, boolean now) {
        observers.keepDown(observer, now, file);
    }

    @Override
    public void order(Order order, boolean dryRun) {
        leader().ifPresentOrElse(
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
        all.forEach(Candidate::configure);
        leader().ifPresent(node -> node.tell(new Input.Configured(
                next, "digest", objections -> world.tell(new Happening.Configured(next, true, objections.isEmpty())))));
    }

    @Override
    public void misconfigure(Input.Misconfigured broken, Topology kept) {
        leader().ifPresent(node -> {
            node.tell(broken);
            world.tell(new Happening.Configured(kept, false, false));
        });
    }

    /** All but {@code one} that see something on their own. */
    Stream<Candidate> others(Candidate one) {
        return all.stream().filter(other -> other != one);
    }
}

package dev.leeward.replication;

import dev.leeward.table.ChangeSource;
import dev.leeward.table.Checkpoint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the changes of one region to all others. There is one for each region where applications write, and, to sound the
 * alarm, one for each where they must not.
 */
public final class Replicator implements AutoCloseable {
    private final List<Turn> turns = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /**
     * Wires a replicator; nothing runs until somebody takes its turns.
     *
     * @param source the region whose stream is read
     * @param targets the other regions
     * @param window how many records of a shard may be under way
     * @param clock the wall clock, which may jump
     * @param steady a clock that only goes on, shared by all replicators of the process
     */
    public Replicator(
            Place source,
            List<Shard> shards,
            List<Place> targets,
            int window,
            InstantSource clock,
            InstantSource steady,
            Watch watch) {
        List<Link> outward = targets.stream()
                .map(target -> link(target, clock, steady, watch))
                .toList();
        Link inward = link(source, clock, steady, watch);
        for (Shard shard : shards) {
            var stamper = new Stamper(source.replica(), source.sidecar(), clock, source.terms(), watch);
            var reader = new Reader(
                    shard.id(),
                    shard.source(),
                    shard.checkpoint(),
                    stamper,
                    source.passage(),
                    new Window(window),
                    new Tip(source.terms().quietReads(), source.terms().streamDelay()),
                    outward,
                    inward,
                    steady);
            turns.add(() -> reader.turn().isEmpty());
        }
    }

    /** The turns that have to be taken, each by a thread of its own: one for each shard, one for each way. */
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    /** Stops waiting for anything; no turn may be taken afterwards. */
    @Override
    public void close() {
        links.forEach(Link::close);
    }

    private Link link(Place target, InstantSource clock, InstantSource steady, Watch watch) {
        var applier = new Applier(
                target.replica(),
                target.table(),
                target.sidecar(),
                target.passage(),
                steady,
                clock,
                target.terms(),
                watch);
        var link = new Link(applier, target.passage(), steady);
        links.add(link);
        turns.add(link::turn);
        return link;
    }

    /**
     * One shard of the source's stream.
     *
     * @param id the name by which the passage knows it
     */
    public record Shard(String id, ChangeSource source, Checkpoint checkpoint) {}
}

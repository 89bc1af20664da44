package dev.leeward.replication;

import dev.leeward.table.ChangeSource;
import dev.leeward.table.Checkpoint;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings the changes of one region to all others. There is one for each region where applications write, and, to sound the
 * alarm, one for each where they must not.
 */
public final class Replicator implements AutoCloseable {
    private final Place source;
    private final Bounds bounds;
    private final Stamping stamping;
    private final InstantSource clock;
    private final InstantSource steady;
    private final List<Link> outward;
    private final Link inward;

    /**
     * Wires a replicator; nothing runs until somebody takes its turns.
     *
     * @param source the region whose stream is read
     * @param targets the other regions
     * @param crew stamps records of different keys at once
     * @param clock the wall clock, which may jump
     * @param steady a clock that only goes on, shared by all replicators of the process
     */
    public Replicator(
            Place source,
            List<Place> targets,
            Bounds bounds,
            Crew crew,
            InstantSource clock,
            InstantSource steady,
            Watch watch) {
        this.source = source;
        this.bounds = bounds;
        this.clock = clock;
        this.steady = steady;
        var stamper = new Stamper(source.replica(), source.sidecar(), clock, source.terms(), watch);
        this.stamping = new Stamping(stamper, crew, bounds.abreast(), source.passage()::stamped);
        this.outward = targets.stream()
                .map(target -> Link.to(target, clock, steady, watch))
                .toList();
        this.inward = Link.to(source, clock, steady, watch);
    }

    /** The turns that bring changes on their way, to each target and back home: one or more threads for each. */
    public List<Way> ways() {
        return Stream.concat(outward.stream(), Stream.of(inward))
                .<Way>map(link -> link)
                .toList();
    }

    /** Begins to read a shard; one thread takes the turns. Each is read once, and after its parent. */
    public Reading read(Shard shard) {
        return new Reader(
                shard.id(),
                shard.source(),
                shard.checkpoint(),
                stamping,
                source.passage(),
                new Window(bounds.window()),
                new Tip(source.terms().quietReads(), source.terms().streamDelay()),
                outward,
                inward,
                clock,
                steady);
    }

    /** Stops waiting for anything; no turn may be taken afterwards. */
    @Override
    public void close() {
        outward.forEach(Link::close);
        inward.close();
    }

    /**
     * How much may go on at once.
     *
     * @param window how many records of a shard may be under way
     * @param abreast how many records of a shard may be stamped at the same time
     */
    public record Bounds(int window, int abreast) {
        public Bounds {
            if (window < 1 || abreast < 1) throw new IllegalArgumentException("nothing can be under way");
        }
    }

    /**
     * One shard of the source's stream.
     *
     * @param id the name by which the passage knows it
     */
    public record Shard(String id, ChangeSource source, Checkpoint checkpoint) {}
}

package dev.leeward.simulator.node;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Snapshot;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Life;
import dev.leeward.simulator.world.Disk;
import dev.leeward.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal as one life of a node sees it: the disk is shared with all lives, and an append whose expected sequence is
 * not the last one is refused, as by production's journals. The chain of hashes is theirs to test.
 */
final class LifeJournal implements Journal {
    private final World world;
    private final Disk disk;
    private final Life life;
    private final AppendTrap trap;
    private final Mandate mandate;
    private final int opened;
    private long took;

    LifeJournal(World world, Life life, AppendTrap trap, Mandate mandate) {
        this.world = world;
        this.disk = world.disk();
        this.life = life;
        this.trap = trap;
        this.mandate = mandate;
        this.opened = disk.losses();
    }

    @Override
    public long lastSequence() {
        return disk.lastSequence();
    }

    @Override
    public Appended append(long expectedSequence, Instant at, List<Event> events) {
        if (disk.failing()) return new Appended.Failed(Problem.passing(FaultCode.UNAVAILABLE, "the disk is full"));
        trap.before();
        var reach = mandate.reach();
        took = reach.orElse(0);
        if (reach.isEmpty() && world.chance().oneIn(2)) return unknown();
        if (opened != disk.losses() || expectedSequence != disk.lastSequence() || !mandate.isValidThere()) {
            return reach.isEmpty() ? unknown() : new Appended.Conflict(disk.lastSequence());
        }
        var added = new ArrayList<Entry>(events.size());
        for (var event : events) {
            added.add(new Entry(expectedSequence + added.size() + 1, at, event, ""));
        }
        disk.append(added);
        for (var entry : added) world.tell(new Happening.Appended(life, entry));
        trap.after();
        return reach.isEmpty() ? unknown() : new Appended.Done(added);
    }

    private static Appended unknown() {
        return new Appended.Unknown(Problem.passing(FaultCode.TIMED_OUT, "nobody knows what became of the append"));
    }

    /** How many nanoseconds the last append took, besides what its disk takes. */
    long took() {
        return took;
    }

    @Override
    public List<Entry> read(long sequence, int limit) {
        return disk.read(sequence, limit);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return disk.snapshot();
    }

    @Override
    public void keep(Snapshot snapshot, long keep) {
        disk.keep(snapshot, keep);
    }

    @Override
    public Optional<Problem> verify() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // The disk stays.
    }
}

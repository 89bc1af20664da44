package dev.leeward.relocation;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainCheck;
import dev.leeward.format.ChainEnds;
import dev.leeward.journal.UnreadableJournalException;
import java.util.function.LongConsumer;

/**
 * Brings a journal from one place to another, line by line as it was written, and checks the chain on both sides.
 *
 * <p>The order of a move is what makes it safe to break off anywhere: the destination is marked as unfinished before its
 * first line, the source is marked as moved once the destination is whole, and only then the destination is opened. At no
 * time can nodes start on both. Doing it again finishes it.
 */
public final class Relocation {
    private static final int PAGE = 1_000;

    private final JournalHome from;
    private final JournalHome to;
    private final LongConsumer progress;

    /**
     * From one place to another.
     *
     * @param progress is told the last line that was copied, from time to time
     */
    public Relocation(JournalHome from, JournalHome to, LongConsumer progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /** What it came to. */
    public sealed interface Result {
        /** All of it is there; both are 0 where there was nothing to copy. */
        record Done(long first, long last) implements Result {}

        /** It was there already. */
        record AlreadyDone(long last) implements Result {}

        /** Nothing that was there before is lost, and no node can start on a part of it. */
        record Refused(Problem problem) implements Result {}
    }

    /** Moves the journal: nodes can start on the destination, and no longer on the source, whose lines stay. */
    public Result move() {
        return guarded(() -> {
            from.look().close();
            try (var source = from.take();
                    var destination = to.take();
                    var chain = source.chain()) {
                var there = occupancy(destination);
                boolean moved = chain.occupancy() instanceof Occupancy.Moved(String where) && where.equals(to.name());
                if (moved && there instanceof Occupancy.InUse(long last)) return new Result.AlreadyDone(last);
                if (!moved && !(chain.occupancy() instanceof Occupancy.InUse)) throw unfit(from, chain.occupancy());
                mustTake(there);
                copy(chain, destination);
                if (!moved) source.retire(to.name());
                destination.open();
                return done(chain);
            }
        });
    }

    /** Copies the journal, also while a node writes it, to a place on which no node starts. */
    public Result backUp() {
        return guarded(() -> {
            try (var chain = from.look()) {
                if (!(chain.occupancy() instanceof Occupancy.InUse)) throw unfit(from, chain.occupancy());
                try (var destination = to.take()) {
                    mustTake(occupancy(destination));
                    copy(chain, destination);
                    destination.lay(from.name());
                    return done(chain);
                }
            }
        });
    }

    /** Copies a backup to a place on which nodes can start from then on; the backup stays what it is. */
    public Result restore() {
        return guarded(() -> {
            try (var chain = from.look()) {
                if (!(chain.occupancy() instanceof Occupancy.Backup)) throw unfit(from, chain.occupancy());
                try (var destination = to.take()) {
                    mustTake(occupancy(destination));
                    copy(chain, destination);
                    destination.open();
                    return done(chain);
                }
            }
        });
    }

    private void copy(KeptChain chain, Custody destination) throws RelocationException {
        check(from, chain);
        destination.receive(from.name());
        long last = chain.ends().baseSequence();
        for (var page = chain.lines(last, PAGE); !page.isEmpty(); page = chain.lines(last, PAGE)) {
            destination.write(page);
            last = page.getLast().sequence();
            progress.accept(last);
        }
        destination.complete(chain.ends(), chain.snapshot());
        try (var copied = destination.chain()) {
            check(to, copied);
            if (copied.ends().equals(chain.ends())) return;
        }
        throw new RelocationException(Problem.lasting(
                FaultCode.GARBLED, to.name() + " does not end where " + from.name() + " does; nothing was given over"));
    }

    /** The chain must hold; whether this version understands every line does not matter to who only carries them. */
    private static void check(JournalHome home, KeptChain chain) throws RelocationException {
        var flaw = new ChainCheck<>(chain, false).flaw();
        if (flaw.isEmpty()) return;
        throw new RelocationException(Problem.lasting(
                FaultCode.GARBLED,
                home.name() + ": the chain is broken: " + flaw.get().sentence()));
    }

    private static Occupancy occupancy(Custody custody) throws RelocationException {
        try (var chain = custody.chain()) {
            return chain.occupancy();
        }
    }

    private void mustTake(Occupancy there) throws RelocationException {
        switch (there) {
            case Occupancy.Empty _ -> {
                // As it should be.
            }
            case Occupancy.Arriving(String before) when before.equals(from.name()) -> {
                // An attempt that broke off: begun anew.
            }
            case Occupancy.Arriving _, Occupancy.InUse _, Occupancy.Moved _, Occupancy.Backup _ ->
                throw new RelocationException(Problem.lasting(
                        FaultCode.CONFLICT,
                        to.name() + " " + there.sentence() + "; nothing is written over, take an empty place"));
        }
    }

    private static RelocationException unfit(JournalHome home, Occupancy there) {
        var advice = switch (there) {
            case Occupancy.Backup _ -> "; `leeward journal restore` copies a backup";
            case Occupancy.InUse _ -> ", which is no backup; `leeward journal move` moves a journal";
            case Occupancy.Arriving _ -> "; finish that move first";
            case Occupancy.Empty _, Occupancy.Moved _ -> "";
        };
        return new RelocationException(
                Problem.lasting(FaultCode.CONFLICT, home.name() + " " + there.sentence() + advice));
    }

    private static Result.Done done(KeptChain chain) {
        ChainEnds ends = chain.ends();
        return new Result.Done(ends.baseSequence() + 1, ends.head().sequence());
    }

    private Result guarded(Work work) {
        if (from.name().equals(to.name())) {
            return new Result.Refused(
                    Problem.lasting(FaultCode.MISCONFIGURED, "both are the same place: " + from.name()));
        }
        try {
            return work.run();
        } catch (RelocationException e) {
            return new Result.Refused(e.problem());
        } catch (UnreadableJournalException e) {
            return new Result.Refused(e.problem());
        }
    }

    private interface Work {
        Result run() throws RelocationException;
    }
}

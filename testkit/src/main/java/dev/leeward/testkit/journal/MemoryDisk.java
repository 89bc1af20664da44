package dev.leeward.testkit.journal;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a {@link MemoryJournal} survives when it is closed or crashes. */
public final class MemoryDisk implements JournalPlace {
    final List<Entry> entries = new ArrayList<>();
    Optional<Snapshot> snapshot = Optional.empty();
    long base;
    String baseHash = MemoryJournal.GENESIS;
    long last;
    private Optional<MemoryJournal> holder = Optional.empty();

    @Override
    public Opening open() {
        if (holder.isPresent()) {
            return new Opening.Refused(
                    Problem.lasting(FaultCode.CONFLICT, "another orchestrator holds this journal; stop it first"));
        }
        var journal = new MemoryJournal(this);
        holder = Optional.of(journal);
        return new Opening.Opened(journal);
    }

    /** Opens it where that must work. */
    public MemoryJournal mustOpen() {
        return switch (open()) {
            case Opening.Opened(MemoryJournal journal) -> journal;
            case Opening.Opened other -> throw new AssertionError("not one of ours: " + other);
            case Opening.Refused(Problem problem) -> throw new AssertionError(problem.toString());
        };
    }

    void release() {
        holder = Optional.empty();
    }

    @Override
    public void alter(long sequence) {
        var old = entries.get(indexOf(sequence));
        var event = new Event.NodeStarted("tampered", "with");
        entries.set(indexOf(sequence), new Entry(old.sequence(), old.at(), event, old.hash()));
    }

    @Override
    public void remove(long sequence) {
        entries.remove(indexOf(sequence));
    }

    @Override
    public void swap(long one, long other) {
        var first = entries.get(indexOf(one));
        var second = entries.get(indexOf(other));
        entries.set(indexOf(one), new Entry(one, second.at(), second.event(), second.hash()));
        entries.set(indexOf(other), new Entry(other, first.at(), first.event(), first.hash()));
    }

    private int indexOf(long sequence) {
        return Math.toIntExact(sequence - base - 1);
    }
}

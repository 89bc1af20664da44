package dev.leeward.node;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A journal that tells how long each append took and what became durable; metrics, notices and followers live on it. */
final class WatchedJournal implements Journal {
    private final Journal journal;
    private final BiConsumer<List<Entry>, Duration> appended;

    WatchedJournal(Journal journal, BiConsumer<List<Entry>, Duration> appended) {
        this.journal = journal;
        this.appended = appended;
    }

    @Override
    public Appended append(long expectedSequence, Instant at, List<Event> events) {
        long start = System.nanoTime();
        var result = journal.append(expectedSequence, at, events);
        if (result instanceof Appended.Done done) {
            appended.accept(done.entries(), Duration.ofNanos(System.nanoTime() - start));
        }
        return result;
    }

    @Override
    public long lastSequence() {
        return journal.lastSequence();
    }

    @Override
    public List<Entry> read(long sequence, int limit) {
        return journal.read(sequence, limit);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return journal.snapshot();
    }

    @Override
    public void keep(Snapshot snapshot, long keep) {
        journal.keep(snapshot, keep);
    }

    @Override
    public Optional<Problem> verify() {
        return journal.verify();
    }

    @Override
    public void close() {
        journal.close();
    }
}

package dev.leeward.testkit.journal;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Snapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A journal in memory that keeps the contract of {@link JournalContract}, and fails, dawdles or crashes on demand. What
 * it wrote stays on its {@link MemoryDisk}. Thread-safe like a real one.
 */
public final class MemoryJournal implements Journal {
    static final String GENESIS = "0".repeat(64);

    private final MemoryDisk disk;
    private boolean open = true;
    private Optional<Problem> failure = Optional.empty();
    private int failures;
    private Runnable beforeAppend = () -> {};
    private long crashBefore = Long.MAX_VALUE;
    private long crashAfter = Long.MAX_VALUE;

    MemoryJournal(MemoryDisk disk) {
        this.disk = disk;
    }

    /** A new, empty one on a disk of its own. */
    public static MemoryJournal empty() {
        return new MemoryDisk().mustOpen();
    }

    /** Where it keeps its entries. */
    public MemoryDisk disk() {
        return disk;
    }

    /** The next {@code times} appends write nothing and say so. */
    public synchronized void failNext(int times, Problem problem) {
        failures = times;
        failure = Optional.of(problem);
    }

    /** Runs before every append, such as to let virtual time pass: a slow disk. */
    public synchronized void beforeAppend(Runnable delay) {
        beforeAppend = delay;
    }

    /** Crashes in the append that would write {@code sequence}, before anything is durable. */
    public synchronized void crashBeforeWriting(long sequence) {
        crashBefore = sequence;
    }

    /** Crashes in the append that writes {@code sequence}, when all of it is durable and before the caller learns so. */
    public synchronized void crashAfterWriting(long sequence) {
        crashAfter = sequence;
    }

    @Override
    public synchronized long lastSequence() {
        mustBeOpen();
        return disk.last;
    }

    @Override
    public synchronized Appended append(long expectedSequence, Instant at, List<Event> events) {
        mustBeOpen();
        beforeAppend.run();
        if (failures > 0 && failure.isPresent()) {
            failures--;
            return new Appended.Failed(failure.get());
        }
        if (expectedSequence != disk.last) return new Appended.Conflict(disk.last);
        long newest = disk.last + events.size();
        crashIf(disk.last < crashBefore && crashBefore <= newest);
        var added = chained(at, events);
        boolean crash = disk.last < crashAfter && crashAfter <= newest;
        disk.entries.addAll(added);
        disk.last = newest;
        crashIf(crash);
        return new Appended.Done(added);
    }

    private List<Entry> chained(Instant at, List<Event> events) {
        var added = new ArrayList<Entry>();
        var before = disk.entries.isEmpty() ? Optional.<Entry>empty() : Optional.of(disk.entries.getLast());
        var hash = before.map(Entry::hash).orElse(disk.baseHash);
        var time = before.map(Entry::at).filter(earlier -> earlier.isAfter(at)).orElse(at);
        long sequence = disk.last;
        for (var event : events) {
            sequence++;
            hash = hash(hash, sequence, time, event);
            added.add(new Entry(sequence, time, event, hash));
        }
        return List.copyOf(added);
    }

    private void crashIf(boolean due) {
        if (!due) return;
        close();
        throw new Crash();
    }

    @Override
    public synchronized List<Entry> read(long sequence, int limit) {
        mustBeOpen();
        return disk.entries.stream()
                .filter(e -> e.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Snapshot> snapshot() {
        mustBeOpen();
        return disk.snapshot;
    }

    @Override
    public synchronized void keep(Snapshot snapshot, long keep) {
        mustBeOpen();
        disk.snapshot = Optional.of(snapshot);
        while (!disk.entries.isEmpty() && disk.entries.getFirst().sequence() <= snapshot.sequence() - keep) {
            var forgotten = disk.entries.removeFirst();
            disk.base = forgotten.sequence();
            disk.baseHash = forgotten.hash();
        }
    }

    @Override
    public synchronized Optional<Problem> verify() {
        mustBeOpen();
        var hash = disk.baseHash;
        long sequence = disk.base;
        for (var entry : disk.entries) {
            sequence++;
            hash = hash(hash, sequence, entry.at(), entry.event());
            if (entry.sequence() != sequence || !entry.hash().equals(hash)) return broken(sequence);
        }
        return sequence == disk.last ? Optional.empty() : broken(sequence + 1);
    }

    private static Optional<Problem> broken(long sequence) {
        return Optional.of(Problem.lasting(FaultCode.GARBLED, "the journal's chain is broken at line " + sequence));
    }

    @Override
    public synchronized void close() {
        if (!open) return;
        open = false;
        disk.release();
    }

    private void mustBeOpen() {
        if (!open) throw new IllegalStateException("the journal is closed");
    }

    private static String hash(String before, long sequence, Instant at, Event event) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var text = before + ' ' + sequence + ' ' + at + ' ' + event;
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The process died. The journal that threw it is closed; open its disk again, as the next process would. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crash() {
            super("the process died, as the test wanted");
        }
    }
}

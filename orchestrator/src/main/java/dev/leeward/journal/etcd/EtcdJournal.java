package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainCheck;
import dev.leeward.format.ChainCheck.Flaw;
import dev.leeward.format.ChainEnds;
import dev.leeward.format.JournalFormat;
import dev.leeward.format.Lines;
import dev.leeward.format.NewLines;
import dev.leeward.format.Read;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Snapshot;
import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.journal.etcd.Appending.Fate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on etcd, for one term. An append that is {@link Journal.Appended.Done} was written by a majority of etcd's
 * members. Thread-safe.
 *
 * <p>An append waits for its answer as long as this node surely leads, and tries again meanwhile. If none came by then, it
 * is {@link Journal.Appended.Unknown} and the term is over.
 */
final class EtcdJournal implements Journal, Lines {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdJournal.class);
    private static final int MOST_EVENTS = 10_000;
    private static final int LONGEST_LINE = 256 << 10;
    /** Etcd takes requests of 1.5 MiB unless told otherwise. */
    private static final int MOST_BYTES = 1_400_000;

    private final EtcdConnection connection;
    private final Keys keys;
    private final Appending appending;
    private final Snapshots snapshots;
    private final HeldLead lead;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile ChainEnds.Head head;
    private Optional<Appended> over = Optional.empty();

    EtcdJournal(EtcdConnection connection, Keys keys, HeldLead lead, ChainEnds.Head head) {
        this.connection = connection;
        this.keys = keys;
        this.lead = lead;
        this.appending = new Appending(connection, keys, lead.number(), lead::remaining);
        this.snapshots = new Snapshots(connection, keys, lead.number());
        this.head = head;
    }

    @Override
    public long lastSequence() {
        return head.sequence();
    }

    @Override
    public Appended append(long expectedSequence, Instant at, List<Event> events) {
        writing.lock();
        try {
            if (over.isPresent()) return over.get();
            if (expectedSequence != head.sequence()) return new Appended.Conflict(head.sequence());
            if (events.isEmpty()) return new Appended.Done(List.of());
            var lines = NewLines.after(head, at, events);
            var problem = tooLarge(lines);
            return problem.isPresent() ? new Appended.Failed(problem.get()) : write(lines);
        } finally {
            writing.unlock();
        }
    }

    private Appended write(NewLines lines) {
        return switch (appending.write(head, lines)) {
            case Fate.Written _ -> {
                head = lines.head();
                yield new Appended.Done(lines.entries());
            }
            case Fate.Superseded superseded ->
                end(new Appended.Conflict(superseded.actualSequence()), "another node took the lead");
            case Fate.Refused refused -> new Appended.Failed(refused.problem());
            case Fate.InDoubt doubt ->
                end(
                        new Appended.Unknown(doubt.problem()),
                        "nobody can tell whether the journal took an append: " + doubt.problem());
        };
    }

    private Appended end(Appended last, String why) {
        over = Optional.of(last);
        lead.end(why);
        return last;
    }

    private static Optional<Problem> tooLarge(NewLines lines) {
        long bytes = lines.lines().stream()
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        boolean fits = lines.lines().size() <= MOST_EVENTS && lines.longest() <= LONGEST_LINE && bytes <= MOST_BYTES;
        return fits
                ? Optional.empty()
                : Optional.of(Problem.lasting(
                        FaultCode.EXHAUSTED,
                        "etcd: %d events of %d bytes at once, the longest of %d characters, are more than fit (%d, %d, %d)"
                                .formatted(
                                        lines.lines().size(),
                                        bytes,
                                        lines.longest(),
                                        MOST_EVENTS,
                                        MOST_BYTES,
                                        LONGEST_LINE)));
    }

    @Override
    public List<Entry> read(long sequence, int limit) {
        return read(connection, keys, sequence, limit);
    }

    /** The same without leading. */
    static List<Entry> read(EtcdConnection connection, Keys keys, long sequence, int limit) {
        return ask(() -> EtcdChain.now(connection, keys).kept(sequence, limit)).stream()
                .map(line -> understood("line " + line.sequence(), JournalFormat.entry(line.text(), line.hash())))
                .toList();
    }

    @Override
    public List<Line> lines(long sequence, int limit) {
        return ask(() -> EtcdChain.now(connection, keys).lines(sequence, limit));
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshot(connection, keys);
    }

    /** The same without leading. */
    static Optional<Snapshot> snapshot(EtcdConnection connection, Keys keys) {
        var text = ask(() -> EtcdChain.now(connection, keys).snapshot());
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(understood("the snapshot", JournalFormat.snapshot(text)));
    }

    /** A snapshot that etcd does not take costs nothing but room: it is said in the log, and the next one may fit. */
    @Override
    public void keep(Snapshot snapshot, long keep) {
        writing.lock();
        try {
            snapshots.keep(snapshot, Math.min(snapshot.sequence() - keep, head.sequence()));
        } catch (EtcdFailure e) {
            LOG.warn("no snapshot was kept at {}: {}", snapshot.sequence(), e.problem());
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Optional<Problem> verify() {
        return ask(() -> {
            var chain = EtcdChain.now(connection, keys);
            var flaw = new ChainCheck<>(chain, false).flaw();
            return flaw.isPresent() ? Optional.of(problem(flaw.get(), chain.writtenBy())) : Optional.empty();
        });
    }

    static Problem problem(Flaw flaw, String writer) {
        return switch (flaw) {
            case Flaw.Broken(String sentence) ->
                Problem.lasting(
                        FaultCode.GARBLED,
                        "etcd: the chain is broken: " + sentence
                                + ". Nothing was changed. Restore etcd from a backup, or give the journal another prefix to"
                                + " begin a new one: Leeward then reads from the targets where traffic is");
            case Flaw.Foreign(String sentence) ->
                Problem.lasting(
                        FaultCode.MISCONFIGURED,
                        "etcd: %s. Leeward %s wrote this journal last: run that version or a newer one"
                                .formatted(sentence, writer));
        };
    }

    /** Gives the lead up with the right to write. */
    @Override
    public void close() {
        lead.close();
    }

    /** Opening made sure of it, so this is damage that came later. */
    private static <T> T understood(String what, Read<T> read) {
        return switch (read) {
            case Read.Of<T>(T value) -> value;
            case Read.Unreadable<T>(Problem problem) ->
                throw new UnreadableJournalException(
                        Problem.lasting(problem.code(), "etcd: " + what + " is " + problem.sentence()));
        };
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (EtcdFailure e) {
            var unreadable = new UnreadableJournalException(e.problem());
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    /** Something to ask etcd. */
    private interface Question<T> {
        T answer() throws EtcdFailure;
    }
}

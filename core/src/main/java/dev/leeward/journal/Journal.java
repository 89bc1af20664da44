package dev.leeward.journal;

import dev.leeward.fault.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The append-only record and only source of truth. One writer at a time: a second one that opens the same journal is
 * refused, and an append whose expected sequence is not the last one changes nothing.
 */
public interface Journal extends AutoCloseable {
    /** The last sequence, 0 when empty. */
    long lastSequence();

    /**
     * Appends all of {@code events} or none. When this returns {@link Appended.Done} they survive a crash of the process
     * and of the machine.
     *
     * @param expectedSequence what the caller believes {@link #lastSequence()} to be
     */
    Appended append(long expectedSequence, Instant at, List<Event> events);

    /**
     * At most {@code limit} entries after {@code sequence}, in order.
     *
     * @throws UnreadableJournalException if where it is kept cannot be read now, here and by {@link #snapshot}
     */
    List<Entry> read(long sequence, int limit);

    /** The newest snapshot, if one was taken. */
    Optional<Snapshot> snapshot();

    /**
     * Keeps {@code snapshot} and forgets entries older than {@code keep} sequences before it. The chain stays verifiable
     * from the oldest entry that is left.
     */
    void keep(Snapshot snapshot, long keep);

    /** Recomputes the hash chain of all that is kept; the first broken line, if there is one. */
    Optional<Problem> verify();

    @Override
    void close();

    /** What an append came to. */
    sealed interface Appended {
        /** All are durable. */
        record Done(List<Entry> entries) implements Appended {}

        /** Somebody else appended; nothing of ours was written. */
        record Conflict(long actualSequence) implements Appended {}

        /** Nothing was written, for certain. */
        record Failed(Problem problem) implements Appended {}

        /**
         * Nobody can tell within the time there was: what was sent may be written, now or later. This journal takes nothing
         * more. Whoever opens it next reads what became of it, so the writer must begin anew from a replay.
         */
        record Unknown(Problem problem) implements Appended {}
    }
}

package dev.leeward.leadership;

import dev.leeward.control.Company;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Snapshot;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.RelocationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The way to the right to act. Used by one thread, but for {@link #standing()}. */
public interface Leadership extends AutoCloseable {
    /** Tries for about {@code patience} to come to lead. A term must be over before the next is asked for. */
    Candidacy campaign(Duration patience) throws InterruptedException;

    /** Who leads, as last heard. Thread-safe, and asks nobody. */
    Standing standing();

    /**
     * At most {@code limit} entries after {@code sequence}, in order, whoever leads. Thread-safe.
     *
     * @throws dev.leeward.journal.UnreadableJournalException if the journal cannot be read now
     */
    List<Entry> read(long sequence, int limit);

    /** The newest snapshot, whoever leads; read and fails like {@link #read}. */
    Optional<Snapshot> snapshot();

    /**
     * Tells the others of this node from now on, as often as needed, until this is closed.
     *
     * @param self what it is now; asked every few seconds
     */
    void announce(Supplier<Company.Peer> self);

    /** Who shares the journal, whoever leads; asks all of them, at most for two seconds. Thread-safe. */
    Company company();

    /**
     * The journal as it stands now, to be copied, where it does not lie on this machine anyway. Thread-safe, and so are
     * several of them at once.
     *
     * @throws RelocationException if it cannot be read now
     */
    Optional<KeptChain> kept() throws RelocationException;

    /** Whether there may be another term after one has ended; if not, the node ends with its term. */
    boolean mayReturn();

    /** Gives up; a term that runs must be closed before. */
    @Override
    void close();

    /** What trying came to. */
    sealed interface Candidacy {
        /** This node leads. */
        record Elected(Term term) implements Candidacy {}

        /** Another one leads, or nobody knows. */
        record Waiting(Standing standing) implements Candidacy {}

        /** This node cannot lead as it is set up, or on the journal that is there. */
        record Refused(Problem problem) implements Candidacy {}
    }
}

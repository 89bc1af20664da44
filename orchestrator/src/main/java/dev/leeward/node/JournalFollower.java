package dev.leeward.node;

import dev.leeward.journal.Entry;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.leadership.Leadership;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the journal says, for a node that does not write it: read when somebody asks, at most once a second. */
final class JournalFollower {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int PAGE = 1_000;

    private final Leadership leadership;
    private Projection projection = Projection.EMPTY;
    private long sequence;
    private long readAt = System.nanoTime() - EVERY.toNanos();

    JournalFollower(Leadership leadership) {
        this.leadership = leadership;
    }

    /** As far as it could be read; what it was before where it cannot be read now. */
    synchronized Projection now() {
        if (System.nanoTime() - readAt < EVERY.toNanos()) return projection;
        try {
            follow();
        } catch (UnreadableJournalException e) {
            LOG.info("the journal was not read, the state shown is that of line {}: {}", sequence, e.problem());
        }
        readAt = System.nanoTime();
        return projection;
    }

    /** As it was read last; asks nobody, for when nobody would answer. */
    synchronized Projection last() {
        return projection;
    }

    /** The last line that was read. */
    synchronized long sequence() {
        return sequence;
    }

    private void follow() {
        var page = leadership.read(sequence, PAGE);
        boolean gap = sequence == 0 || (!page.isEmpty() && page.getFirst().sequence() != sequence + 1);
        if (gap) {
            var snapshot = leadership.snapshot();
            projection = snapshot.map(Snapshot::state).orElse(Projection.EMPTY);
            sequence = snapshot.map(Snapshot::sequence).orElse(0L);
            page = leadership.read(sequence, PAGE);
        }
        for (; !page.isEmpty(); page = leadership.read(sequence, PAGE)) fold(page);
    }

    private void fold(List<Entry> page) {
        for (var entry : page) {
            projection = projection.fold(entry);
            sequence = entry.sequence();
        }
    }
}

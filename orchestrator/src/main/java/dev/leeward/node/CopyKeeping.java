package dev.leeward.node;

import dev.leeward.fault.Problem;
import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.journal.sqlite.JournalCopy;
import dev.leeward.leadership.Leadership;
import dev.leeward.relocation.RelocationException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings this machine's copy of the journal up to date, again and again. A copy that cannot be kept holds nothing up. */
final class CopyKeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CopyKeeping.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(3);

    private final Leadership leadership;
    private final JournalCopy copy;
    private final Thread thread;
    private Optional<Problem> trouble = Optional.empty();

    private CopyKeeping(Leadership leadership, JournalCopy copy) {
        this.leadership = leadership;
        this.copy = copy;
        this.thread = Thread.ofPlatform().daemon().name("journal-copy").unstarted(this::run);
    }

    /** Keeps {@code copy} from now on; it is closed with this. */
    static CopyKeeping start(Leadership leadership, JournalCopy copy) {
        var keeping = new CopyKeeping(leadership, copy);
        keeping.thread.start();
        return keeping;
    }

    private void run() {
        try {
            while (true) {
                update();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException _) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void update() {
        try {
            var kept = leadership.kept();
            if (kept.isPresent()) {
                try (var chain = kept.get()) {
                    copy.update(chain, Clock.systemUTC().instant());
                }
            }
            trouble = Optional.empty();
        } catch (RelocationException e) {
            notKept(e.problem());
        } catch (UnreadableJournalException e) {
            notKept(e.problem());
        }
    }

    /** Said once, until it works again. */
    private void notKept(Problem problem) {
        if (trouble.isEmpty()) LOG.warn("the copy of the journal is not kept up to date: {}", problem);
        trouble = Optional.of(problem);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOPPING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        copy.close();
    }
}

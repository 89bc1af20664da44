package dev.leeward.leadership;

import dev.leeward.journal.Journal;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The time in which one node leads. Thread-safe. */
public interface Term extends AutoCloseable {
    /** Longer than any term lasts. */
    Duration FOREVER = Duration.ofDays(36_500);

    /** The journal, which takes entries from nobody else meanwhile. */
    Journal journal();

    /**
     * For how long this node surely leads, whatever happens to it: measured on monotonic time from before the last sign of
     * life was sent, less a margin for clocks that run at different speeds. Zero once it is over. Other nodes may not lead
     * before that.
     */
    Duration remaining();

    /** Completes with the reason once the term is over, however it ended; no effect may start after that. */
    CompletionStage<String> ended();

    /** Gives the lead up, so that another node may take it at once. To be called when nothing acts any more. */
    @Override
    void close();
}

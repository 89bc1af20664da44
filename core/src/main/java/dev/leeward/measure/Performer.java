package dev.leeward.measure;

import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * The port that carries one measure out. Idempotent: an order that is repeated, after a crash or because nobody heard of its
 * end, reads what stands before it changes anything, and what stands as ordered is {@link Outcome.Applied}. Fenced: an order
 * behind the highest {@link Rank} that was seen there changes nothing, also where that one took everything back. Every call
 * returns within its limit (plus scheduling delay). Calls block and are made on virtual threads; implementations are
 * thread-safe.
 */
public interface Performer extends AutoCloseable {
    /** Looks for what would make the measure fail, without changing anything. */
    List<Finding> preflight(Duration limit);

    /** Does what {@code order} wants, and says what came of it. */
    Outcome perform(MeasureOrder order, Duration limit);

    @Override
    void close();
}

package dev.leeward.notify;

import dev.leeward.fault.Problem;
import java.time.Duration;

/**
 * The port to one way of telling people. Calls block, on a virtual thread of the channel's own, and return within their
 * limit. A channel may be given the same notice again after a crash: it passes {@link Notice#id} on.
 */
public interface Channel extends AutoCloseable {
    /** Its name in the configuration, the journal and metrics. */
    String name();

    /** Deadline of one attempt. */
    Duration timeout();

    /** Delivers {@code notice}. A retryable problem is tried again, any other is given up. */
    Delivered deliver(Notice notice, Duration limit);

    /** Lets go of what it holds, if anything; nothing is delivered any more. */
    @Override
    default void close() {}

    /** What one attempt came to. */
    sealed interface Delivered {
        /** The other side took it. */
        record Done() implements Delivered {}

        /** It did not, or may not have. */
        record Failed(Problem problem) implements Delivered {}
    }
}

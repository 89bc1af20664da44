package dev.leeward.steering.route53;

import dev.leeward.fault.Problem;

/** What a call to the API came to. */
sealed interface Answer<T> {
    /** It worked. */
    record Given<T>(T value) implements Answer<T> {}

    /**
     * It did not, as far as we know.
     *
     * @param refusedBatch whether Route 53 refused the batch for what it says ({@code InvalidChangeBatch}), which for a
     *     compare-and-set usually means that the zone changed
     * @param certain whether nothing was changed for certain
     */
    record Missing<T>(Problem problem, boolean refusedBatch, boolean certain) implements Answer<T> {}
}

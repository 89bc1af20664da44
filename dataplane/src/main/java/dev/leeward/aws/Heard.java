package dev.leeward.aws;

import dev.leeward.fault.Problem;

/** What a call to a service came to. */
public sealed interface Heard<T> {
    /** It worked. */
    record Given<T>(T value) implements Heard<T> {}

    /**
     * It did not, as far as one can tell.
     *
     * @param error the service's name of the error; empty where it gave none
     * @param certain whether nothing was changed for certain
     */
    record Missing<T>(Problem problem, String error, boolean certain) implements Heard<T> {}
}

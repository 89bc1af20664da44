package dev.leeward.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Something went wrong, as a value.
 *
 * @param code what kind, stable
 * @param sentence what happened to what, and what to do, for a person; never holds a secret
 * @param retryable whether the same call may work later without a person's help
 * @param retryAfter how long the other side asked us to wait, where it did
 */
public record Problem(FaultCode code, String sentence, boolean retryable, Optional<Duration> retryAfter) {
    public Problem {
        Objects.requireNonNull(code);
        if (sentence.isBlank()) throw new IllegalArgumentException("a problem needs a sentence");
    }

    /** A problem that waiting will not cure. */
    public static Problem lasting(FaultCode code, String sentence) {
        return new Problem(code, sentence, false, Optional.empty());
    }

    /** A problem that may be gone at the next try. */
    public static Problem passing(FaultCode code, String sentence) {
        return new Problem(code, sentence, true, Optional.empty());
    }

    /** A passing problem where the other side said how long to wait. */
    public static Problem passing(FaultCode code, String sentence, Duration retryAfter) {
        return new Problem(code, sentence, true, Optional.of(retryAfter));
    }

    @Override
    public String toString() {
        return code + ": " + sentence;
    }
}

package dev.leeward.dynamodb;

import dev.leeward.fault.Problem;
import java.util.function.Function;

/** What a call to a store came to. */
public sealed interface Answer<T> {
    /** It worked. */
    record Given<T>(T value) implements Answer<T> {}

    /**
     * It did not, as far as we know.
     *
     * @param error the name that the store gives to the error, such as {@code ResourceInUseException}; empty if it gave none
     * @param maybeApplied false only if it is certain that nothing was changed
     */
    record Missing<T>(Problem problem, String error, boolean maybeApplied) implements Answer<T> {
        /** The same for a call that would have had another result. */
        public <U> Missing<U> as() {
            return new Missing<>(problem, error, maybeApplied);
        }
    }

    /** The same with another result. */
    default <U> Answer<U> map(Function<T, U> mapping) {
        return switch (this) {
            case Given<T>(var value) -> new Given<>(mapping.apply(value));
            case Missing<T> missing -> missing.as();
        };
    }
}

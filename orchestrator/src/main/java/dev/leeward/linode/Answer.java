package dev.leeward.linode;

import dev.leeward.fault.Problem;
import java.util.function.Function;

/** What a call came to. For a call that changes something the difference of the last two is everything. */
public sealed interface Answer<T> {
    /** It was carried out. */
    record Got<T>(T value) implements Answer<T> {}

    /** It was not carried out, for certain: it was not sent, or whoever answered says so and would know. */
    record Refused<T>(Problem problem) implements Answer<T> {}

    /** It may have been carried out, and may still be. */
    record Doubtful<T>(Problem problem) implements Answer<T> {}

    /** Goes on with the value, if there is one. */
    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return switch (this) {
            case Got<T>(T value) -> next.apply(value);
            case Refused<T>(Problem problem) -> new Refused<>(problem);
            case Doubtful<T>(Problem problem) -> new Doubtful<>(problem);
        };
    }
}

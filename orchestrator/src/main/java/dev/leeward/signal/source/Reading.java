package dev.leeward.signal.source;

import dev.leeward.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What was made of a delivery. */
public sealed interface Reading {
    /**
     * It was understood.
     *
     * @param signals what it says; none, where it says nothing of this kind
     * @param signed whether it is certain who sent it
     * @param once names the delivery, where the same one must not be taken twice
     * @param age how long it was on the way, as far as that is known
     */
    record Understood(List<Signal> signals, boolean signed, Optional<String> once, Duration age) implements Reading {
        public Understood {
            signals = List.copyOf(signals);
        }
    }

    /** It is not taken. */
    record Refused(Refusal refusal) implements Reading {}

    /** It is refused for {@code why}. */
    static Reading refused(Refusal.Why why, String sentence) {
        return new Refused(new Refusal(why, sentence));
    }
}

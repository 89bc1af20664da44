package dev.leeward.signal.desk;

import dev.leeward.signal.source.Refusal;

/** What became of a delivery. */
public sealed interface Reception {
    /** It was taken. {@code signals}: how many it held. */
    record Taken(int signals) implements Reception {}

    /** It was not. */
    record Refused(Refusal refusal) implements Reception {}
}

package dev.leeward.steering;

import dev.leeward.fault.Problem;

/** What a remote change came to. There is no fourth case. */
public sealed interface Outcome {
    /** It was done, and the other side said so. */
    record Applied(String evidence) implements Outcome {}

    /** Nothing was changed, for certain. */
    record Untouched(Problem problem) implements Outcome {}

    /** It may have been done or not, or half: read back before anything else. */
    record Unknown(Problem problem) implements Outcome {}
}

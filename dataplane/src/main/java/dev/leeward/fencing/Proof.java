package dev.leeward.fencing;

/** What a write showed that was tried against a fence and could not have changed anything. */
public sealed interface Proof {
    /** It was denied, by one that was allowed to write before. */
    record Denied() implements Proof {}

    /** It was not: the fence does not hold, or not yet. */
    record Allowed() implements Proof {}

    /** Nothing can be said by trying. */
    record None(String why) implements Proof {}
}

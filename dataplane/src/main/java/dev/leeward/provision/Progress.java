package dev.leeward.provision;

/** How far a step has got, as far as can be seen. */
sealed interface Progress {
    /** What it is for stands there. */
    record Reached() implements Progress {}

    /** The store works at it. */
    record UnderWay(String words) implements Progress {}

    /** There is no sign of it. */
    record Untouched(String words) implements Progress {}

    /** It went wrong, and waiting does not help. */
    record Missed(String words) implements Progress {}
}

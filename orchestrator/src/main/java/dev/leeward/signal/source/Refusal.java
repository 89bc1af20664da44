package dev.leeward.signal.source;

/**
 * Why a delivery is not taken.
 *
 * @param why for counting
 * @param sentence what is wrong and what to do, for whoever set the sender up; never holds a secret
 */
public record Refusal(Why why, String sentence) {
    /** Kinds of refusals; each has its own status and its own count. */
    public enum Why {
        /** It does not prove who sent it. */
        FORGED,
        /** It is proven who sent it, and that one has no say here. */
        NOT_ALLOWED,
        /** It was sent too long ago, or its sender's clock is wrong. */
        STALE,
        /** The very same came before. */
        REPLAYED,
        /** It is not what such a sender sends. */
        MALFORMED,
        /** More than a sender may send. */
        TOO_LARGE,
        /** Too many in a short time. */
        TOO_MANY,
        /** No such source is configured. */
        UNKNOWN_SOURCE,
        /** It cannot be found out now who sent it. */
        UNPROVEN
    }

    static Refusal malformed(String sentence) {
        return new Refusal(Why.MALFORMED, sentence);
    }
}

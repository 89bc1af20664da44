package dev.leeward.emulator.route53;

/** How a call can be made to go wrong. */
public enum Fault {
    /** HTTP 400 Throttling; nothing is done. */
    THROTTLING,
    /** HTTP 400 PriorRequestNotComplete: an earlier batch for the zone is still being taken in; nothing is done. */
    PRIOR_REQUEST_NOT_COMPLETE,
    /** HTTP 403 AccessDenied; nothing is done. */
    ACCESS_DENIED,
    /** HTTP 403 ExpiredToken; nothing is done. */
    EXPIRED_TOKEN,
    /** HTTP 503 ServiceUnavailable; nothing is done, though the caller cannot know. */
    UNAVAILABLE,
    /** Never answered; nothing is done, though the caller cannot know. */
    STALLED,
    /** Done, and never answered. */
    DONE_THEN_STALLED,
    /** Done, and answered with HTTP 500. */
    DONE_THEN_ERROR,
    /** Done, and answered with something that is not XML. */
    DONE_THEN_GARBLED,
    /** The connection is closed without an answer; nothing is done, though the caller cannot know. */
    CUT,
    /** Done, and the connection is closed without an answer. */
    DONE_THEN_CUT;

    /** Whether the call is carried out all the same. */
    boolean isDone() {
        return name().startsWith("DONE_");
    }
}

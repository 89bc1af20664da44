package dev.leeward.api;

import dev.leeward.fault.Problem;

/** What starting the API came to. */
public sealed interface ApiStart {
    /** It listens. */
    record Started(ApiServer server) implements ApiStart {}

    /** It does not: unsafe or impossible as configured. */
    record Refused(Problem problem) implements ApiStart {}
}

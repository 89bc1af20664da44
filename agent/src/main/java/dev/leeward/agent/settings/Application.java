package dev.leeward.agent.settings;

import java.time.Duration;
import java.util.List;

/** The port to the application on this host, as far as proving settings needs it. */
@FunctionalInterface
public interface Application {
    /** What a look at the application came to. */
    record Proof(boolean well, String evidence) {}

    /**
     * Looks until the application is well or the time is over, with looks that begin after this call.
     *
     * @param checks by their ids; empty: all that are of the application
     */
    Proof prove(List<String> checks, Duration within) throws InterruptedException;
}

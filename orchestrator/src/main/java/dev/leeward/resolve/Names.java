package dev.leeward.resolve;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Turns host names into addresses, afresh each time. */
public interface Names {
    /**
     * Looks a name up. Returns at once; the stage never completes exceptionally and completes within {@code within} and a
     * small scheduling delay, on any thread.
     *
     * @param host a name, or an address that is returned as it is
     */
    CompletionStage<Lookup> lookUp(String host, Duration within);
}

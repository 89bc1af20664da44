package dev.leeward.provision;

import java.time.Duration;
import java.time.Instant;

/** The time, and waiting for it to pass; tests have their own. */
public interface Time {
    /** The time now. */
    Instant now();

    /** Waits. */
    void pause(Duration length) throws InterruptedException;
}

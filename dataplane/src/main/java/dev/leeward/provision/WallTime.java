package dev.leeward.provision;

import java.time.Duration;
import java.time.Instant;

/** The time of this machine. */
public final class WallTime implements Time {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
        Thread.sleep(length);
    }
}

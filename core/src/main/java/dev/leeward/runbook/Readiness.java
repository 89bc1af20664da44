package dev.leeward.runbook;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether the region that takes over can be sent traffic right now.
 *
 * @param ready healthy, on fresh evidence, its newest look included
 * @param downSince since when it has not even been healthy; empty while it is, if with a hiccup
 */
public record Readiness(boolean ready, Optional<Instant> downSince) {
    /** Traffic may be sent there. */
    public static final Readiness READY = new Readiness(true, Optional.empty());
}

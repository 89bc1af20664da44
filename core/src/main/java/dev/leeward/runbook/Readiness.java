package dev.leeward.runbook;

import dev.leeward.lag.CopyStand;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the region that takes over can be sent traffic right now.
 *
 * @param ready healthy, on fresh evidence, its newest look included
 * @param downSince since when it has not even been healthy; empty while it is, if with a hiccup
 * @param seenAt start of the oldest of the newest looks this rests on
 * @param copied until when it has what was written in the region that is left
 */
public record Readiness(boolean ready, Optional<Instant> downSince, Instant seenAt, CopyStand copied) {
    /** Of a service of which no data is declared. */
    public Readiness(boolean ready, Optional<Instant> downSince, Instant seenAt) {
        this(ready, downSince, seenAt, CopyStand.NOTHING_KEPT);
    }

    /** Whether it is ready on looks that all began later than {@code moment}. */
    boolean readySince(Instant moment) {
        return ready && isSeenSince(moment);
    }

    private boolean isSeenSince(Instant moment) {
        return seenAt.isAfter(moment);
    }
}

package dev.leeward.service;

import java.time.Duration;
import java.util.Optional;

/**
 * When and how traffic leaves a region that failed.
 *
 * @param mode who decides
 * @param dwell least time between the completion of one run and an automatic start of the next
 * @param budget at most so many automatic transitions per {@code budgetWindow}; then a person is asked
 * @param maxLoss the replication lag above which no automatic failover happens; empty: no limit set
 * @param settleAfter how long traffic must have stayed before the lowered TTL is restored
 */
public record FailoverPolicy(
        Mode mode,
        Duration dwell,
        int budget,
        Duration budgetWindow,
        Optional<Duration> maxLoss,
        Duration settleAfter) {
    /** Who decides on a failover. */
    public enum Mode {
        /** Leeward, at once. */
        AUTOMATIC,
        /** Leeward proposes, a person approves. */
        APPROVAL,
        /** Only a person's order moves traffic. */
        MANUAL,
        /** Full decisions, no effects; a ledger of what would have been done. */
        SHADOW
    }

    /** The defaults of the design: automatic, 10 min dwell, 3 in 24 h. */
    public static FailoverPolicy defaults() {
        return new FailoverPolicy(
                Mode.AUTOMATIC,
                Duration.ofMinutes(10),
                3,
                Duration.ofHours(24),
                Optional.empty(),
                Duration.ofMinutes(15));
    }
}

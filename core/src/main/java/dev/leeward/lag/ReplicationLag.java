package dev.leeward.lag;

import java.time.Duration;
import java.time.Instant;

/** How far a region is behind another one. It grows by itself while nobody reports. */
public sealed interface ReplicationLag {
    /** All that was written before {@code safeTime} is there. */
    record Measured(Instant safeTime, Duration length) implements ReplicationLag {}

    /** Nobody knows; it may be anything. */
    record Unmeasured(String reason) implements ReplicationLag {}

    /** That of a link, now. */
    static ReplicationLag of(LinkProgress link, Instant now) {
        return link.safeTime()
                .<ReplicationLag>map(safe -> new Measured(safe, notNegative(Duration.between(safe, now))))
                .orElseGet(() -> new Unmeasured(link.reason().orElse("")));
    }

    /** Clocks of streams may run ahead of ours; that is no reason for less than nothing. */
    private static Duration notNegative(Duration length) {
        return length.isNegative() ? Duration.ZERO : length;
    }
}

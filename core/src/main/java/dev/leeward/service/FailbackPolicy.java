package dev.leeward.service;

import java.time.Duration;
import java.util.Optional;

/**
 * When and how traffic comes home.
 *
 * @param mode who decides
 * @param stableFor how long home must have been healthy without a break
 * @param window when it may happen; empty: at any time
 */
public record FailbackPolicy(Mode mode, Duration stableFor, Optional<MaintenanceWindow> window) {
    /** Who decides on a failback. */
    public enum Mode {
        /** Leeward, once every condition holds. */
        AUTOMATIC,
        /** Leeward proposes, a person approves. */
        APPROVAL,
        /** Only a person's order brings traffic home. */
        MANUAL
    }

    /** The defaults of the design: 15 min of stability and a person's approval. */
    public static FailbackPolicy defaults() {
        return new FailbackPolicy(Mode.APPROVAL, Duration.ofMinutes(15), Optional.empty());
    }
}

package dev.leeward.simulator.scenario;

import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens. Regions are named by {@code active} (carries the traffic at that moment), {@code standby} (the first of
 * the others), {@code home}, or by their own names; targets by {@code all} or their own names.
 */
public sealed interface Act {
    /** A region's application fails. */
    record RegionFails(String region, Illness how) implements Act {}

    /** A region's application fails again and again. */
    record RegionFlaps(String region, Illness how, Duration down, Duration up) implements Act {}

    /**
     * The way from the observer is bad.
     *
     * @param to a region, {@code regions}, {@code references}, {@code providers} or {@code everything}
     * @param lossThere share of requests that get lost
     * @param lossBack share of answers that get lost
     * @param delay in each direction
     */
    record WayBreaks(String to, double lossThere, double lossBack, Duration delay) implements Act {}

    /** The provider of a target does a share of its calls wrong. */
    record ProviderFails(String target, Trouble trouble, double share) implements Act {}

    /** The name servers of a target follow later than usual, by up to this for each. */
    record ServersLag(String target, Duration by) implements Act {}

    /** Somebody edits a target; {@code region}: to what that region has; empty: to an address of nobody's. */
    record Edited(String target, Optional<String> region) implements Act {}

    /** The node dies, and is started again when this is over. */
    record NodeDies() implements Act {}

    /** The node stops without noticing; {@code successor}: another takes the journal over. */
    record NodeFreezes(boolean successor) implements Act {}

    /** The journal takes nothing. */
    record JournalFails() implements Act {}

    /** Each append takes this long. */
    record JournalSlow(Duration each) implements Act {}

    /** Notices reach nobody. */
    record NoticesLost() implements Act {}

    /** A person pauses automation for so long. */
    record Pauses(Duration length) implements Act {}

    /** A person ends the pause. */
    record Resumes() implements Act {}

    /** A person approves what waits for approval. */
    record Approves() implements Act {}

    /** A person orders traffic to move: {@code failover}, {@code switchover} or {@code failback}. */
    record Moves(Kind kind, Optional<String> to) implements Act {
        /** Which order. */
        public enum Kind {
            FAILOVER,
            SWITCHOVER,
            FAILBACK
        }
    }
}

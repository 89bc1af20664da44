package dev.leeward.decision;

import dev.leeward.health.RegionHealth;
import dev.leeward.lag.Copies;
import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything known about one service now; all that a decision may rest on.
 *
 * @param now by the control loop's clock, which never runs backwards
 * @param startedAt when this node began to look
 * @param active the region that carries traffic, where that is known
 * @param health of every region, in the order of priority
 * @param openRun the run under way
 * @param past transitions that ended, oldest first
 * @param pausedBy who paused automation, in a sentence
 * @param approved a proposal that a person approved just now
 * @param order a person's order to move, looked at right now
 * @param copies what is known about how far the copies of its data are behind
 * @param unsettledSince since when a lowered TTL waits to be restored
 * @param releaseDue from when on the fence around the active region may be taken down; empty: none stands there
 * @param leftHome whether the journal shows the move by which traffic left home
 * @param misplaced whether some target answers another region than the active one
 */
public record Situation(
        Instant now,
        Instant startedAt,
        Service service,
        Optional<RegionName> active,
        List<RegionHealth> health,
        Optional<Underway> openRun,
        List<Transition> past,
        Optional<String> pausedBy,
        Optional<Proposal> approved,
        Optional<Order.Move> order,
        Copies copies,
        Optional<Instant> unsettledSince,
        Optional<Instant> releaseDue,
        boolean leftHome,
        boolean misplaced) {
    public Situation {
        health = List.copyOf(health);
        past = List.copyOf(past);
    }

    /** The health of {@code region}, if it is one of the service's. */
    public Optional<RegionHealth> healthOf(RegionName region) {
        return health.stream().filter(h -> h.region().equals(region)).findFirst();
    }

    /**
     * The run under way.
     *
     * @param mayHaveMoved whether some target may answer differently than before it
     */
    public record Underway(RunKind kind, boolean mayHaveMoved) {}

    /** A move of traffic that is over. */
    public record Transition(RunKind kind, boolean automatic, boolean movedAnything, Instant completedAt) {}
}

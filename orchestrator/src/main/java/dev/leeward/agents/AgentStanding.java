package dev.leeward.agents;

import java.time.Duration;
import java.util.Optional;

/**
 * How it stands with an agent.
 *
 * @param heardAgo since it last asked or reported; empty where it never did in this life of the node
 * @param report the newest it sent
 */
public record AgentStanding(AgentId id, Optional<Duration> heardAgo, Optional<AgentReport> report) {}

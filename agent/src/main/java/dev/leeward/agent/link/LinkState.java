package dev.leeward.agent.link;

import java.time.Duration;
import java.util.Optional;

/**
 * How it stands with one orchestrator.
 *
 * @param heardAgo since it answered last
 * @param leads whether it gives orders
 * @param trouble why it does not answer; empty where it does
 */
public record LinkState(String name, Optional<Duration> heardAgo, boolean leads, String trouble) {}

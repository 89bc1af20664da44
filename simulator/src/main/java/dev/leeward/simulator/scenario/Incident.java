package dev.leeward.simulator.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that happens.
 *
 * @param at after the beginning
 * @param jitter and up to this much later, drawn from the seed
 * @param lasts how long; empty: to the end, or in a moment
 */
public record Incident(Duration at, Duration jitter, Optional<Duration> lasts, Act act) {}

package dev.leeward.probe;

import java.time.Instant;

/**
 * What one vantage point saw, and when.
 *
 * @param startedAt when the look began; orders observations
 * @param endedAt when it was over
 */
public record Observation(ProbeId probe, VantagePoint from, Instant startedAt, Instant endedAt, Sighting sighting) {}

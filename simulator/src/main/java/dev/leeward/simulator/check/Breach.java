package dev.leeward.simulator.check;

import java.time.Instant;

/**
 * An invariant that did not hold.
 *
 * @param invariant its id: {@code S5}
 * @param at in true time
 */
public record Breach(String invariant, Instant at, String sentence) {}

package dev.leeward.simulator.fault;

import java.time.Duration;

/**
 * A fault with its time.
 *
 * @param at after the beginning
 * @param lasts how long; zero for what happens in a moment
 */
public record Strike(Duration at, Duration lasts, Fault fault) {}

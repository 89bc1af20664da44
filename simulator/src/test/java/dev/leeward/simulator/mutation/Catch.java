package dev.leeward.simulator.mutation;

/**
 * How it showed that a guard was gone.
 *
 * @param tried how many seeds that took
 */
record Catch(Turn turn, String invariant, String sentence, int tried) {}

/**
 * What a configuration would do: plays scenarios with many seeds, measures what users and operators would have seen, and
 * tells the worst case. Everything is computed from what happened in the simulated world; nothing here decides.
 */
@NullMarked
package dev.leeward.simulator.forecast;

import org.jspecify.annotations.NullMarked;

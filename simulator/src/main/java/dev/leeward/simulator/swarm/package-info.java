/**
 * Seeds: each makes its own service, its own faults at its own rates, and must hold every invariant.
 */
@NullMarked
package dev.leeward.simulator.swarm;

import org.jspecify.annotations.NullMarked;

/**
 * Does the simulator catch bugs? Each guard of the core is switched off in turn, in a copy of the program that is loaded
 * afresh, and some seed must show it. Production code knows nothing of this.
 */
@NullMarked
package dev.leeward.simulator.mutation;

import org.jspecify.annotations.NullMarked;

/**
 * Virtual time: a queue of what is due, and clocks of nodes that drift and jump.
 */
@NullMarked
package dev.leeward.simulator.time;

import org.jspecify.annotations.NullMarked;

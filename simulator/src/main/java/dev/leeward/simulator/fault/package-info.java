/**
 * What goes wrong, when, for how long: plans that can be printed, shrunk and played again.
 */
@NullMarked
package dev.leeward.simulator.fault;

import org.jspecify.annotations.NullMarked;

/**
 * What happened in a simulated world: facts, stamped with true time, that checkers judge and people read.
 */
@NullMarked
package dev.leeward.simulator.trace;

import org.jspecify.annotations.NullMarked;

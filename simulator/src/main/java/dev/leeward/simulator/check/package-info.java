/**
 * What must never have happened and what must have happened: one small class per invariant, none of which uses the code
 * that it judges.
 */
@NullMarked
package dev.leeward.simulator.check;

import org.jspecify.annotations.NullMarked;

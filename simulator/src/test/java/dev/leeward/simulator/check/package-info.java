/** Each checker against traces written by hand: some that hold, some that break it. */
@NullMarked
package dev.leeward.simulator.check;

import org.jspecify.annotations.NullMarked;

/** Tests of what is said about configurations. */
@NullMarked
package dev.leeward.simulator.forecast;

import org.jspecify.annotations.NullMarked;

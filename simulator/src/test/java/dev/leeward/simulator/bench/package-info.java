/**
 * What is measured of the simulator, by a script in the folder {@code bench} of the project.
 */
@NullMarked
package dev.leeward.simulator.bench;

import org.jspecify.annotations.NullMarked;

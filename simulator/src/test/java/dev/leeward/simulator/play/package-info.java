/**
 * Plays staged by hand: for corners that chance comes to too rarely for every build, and for each guard the shortest story
 * that shows its absence. They do not depend on what seeds are made of.
 */
@NullMarked
package dev.leeward.simulator.play;

import org.jspecify.annotations.NullMarked;

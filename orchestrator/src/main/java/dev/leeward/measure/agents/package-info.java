/** Measures of a move that the agents beside the applications take: fences, and settings. */
@NullMarked
package dev.leeward.measure.agents;

import org.jspecify.annotations.NullMarked;

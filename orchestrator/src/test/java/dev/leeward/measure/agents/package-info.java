/** Tests of measures. */
@NullMarked
package dev.leeward.measure.agents;

import org.jspecify.annotations.NullMarked;

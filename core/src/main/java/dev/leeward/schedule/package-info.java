/**
 * Which probe looks when: every probe's cadence, and the witnesses that are called when one begins to fail. Pure.
 */
@NullMarked
package dev.leeward.schedule;

import org.jspecify.annotations.NullMarked;

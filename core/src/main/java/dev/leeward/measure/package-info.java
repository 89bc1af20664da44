/**
 * What a move does besides steering traffic: fences around the region that is left, waiting for data, settings and proofs in the
 * region that takes over, commands of the user's own. What they are and when; who carries them out stands behind
 * {@link dev.leeward.measure.Performer}.
 */
@NullMarked
package dev.leeward.measure;

import org.jspecify.annotations.NullMarked;

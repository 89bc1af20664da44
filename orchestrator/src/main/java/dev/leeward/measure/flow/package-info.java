/** Proofs of a move that go through a flow in the region that takes over, as its users will. */
@NullMarked
package dev.leeward.measure.flow;

import org.jspecify.annotations.NullMarked;

/**
 * The HTTP API of a running node, over a {@link dev.leeward.control.Desk}: reads are projections, the only writes are
 * orders. Everything a caller may send or hold open has a limit.
 */
@NullMarked
package dev.leeward.api;

import org.jspecify.annotations.NullMarked;

/**
 * What probers that speak over the network share: whether an answer is as expected, and what a connection that failed is
 * evidence of. Beside them and not among them, since these do not know each other.
 */
@NullMarked
package dev.leeward.judge;

import org.jspecify.annotations.NullMarked;

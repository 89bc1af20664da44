/**
 * Steers a name in Route 53 by changing its records: one compare-and-set batch, fenced by an epoch record in the same
 * batch.
 */
@NullMarked
package dev.leeward.steering.route53;

import org.jspecify.annotations.NullMarked;

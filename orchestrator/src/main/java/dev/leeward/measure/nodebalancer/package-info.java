/** Fences at NodeBalancers: no new connection reaches the hosts of the region that is left. */
@NullMarked
package dev.leeward.measure.nodebalancer;

import org.jspecify.annotations.NullMarked;

/** Looks at what a provider's load balancers know of the hosts behind them. */
@NullMarked
package dev.leeward.probe.nodebalancer;

import org.jspecify.annotations.NullMarked;

/** What the host tells its load balancer, its metrics and the people who look. */
@NullMarked
package dev.leeward.agent.page;

import org.jspecify.annotations.NullMarked;

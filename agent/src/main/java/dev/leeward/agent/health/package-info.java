/** How the host is: looks on a schedule, each with a deadline, and a verdict that never rests on an old one. */
@NullMarked
package dev.leeward.agent.health;

import org.jspecify.annotations.NullMarked;

/** The agent on one application host, wired by hand, and the one thread that does what was ordered. */
@NullMarked
package dev.leeward.agent;

import org.jspecify.annotations.NullMarked;

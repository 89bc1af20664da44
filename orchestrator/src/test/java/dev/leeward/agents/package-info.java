/** Orders to agents, and what they say of them. */
@NullMarked
package dev.leeward.agents;

import org.jspecify.annotations.NullMarked;

/** What the agent must not forget, in one small file that is replaced as a whole. */
@NullMarked
package dev.leeward.agent.state;

import org.jspecify.annotations.NullMarked;

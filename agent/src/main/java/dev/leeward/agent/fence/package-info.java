/** The fence: durable before it acts, looked after as long as it is held, released only by order. */
@NullMarked
package dev.leeward.agent.fence;

import org.jspecify.annotations.NullMarked;

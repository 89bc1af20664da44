/** The link to the orchestrators: asked side by side, so that a dead one delays nothing. */
@NullMarked
package dev.leeward.agent.link;

import org.jspecify.annotations.NullMarked;

/** What the agent on one application host is configured to watch, to keep and to stop; see {@code docs/AGENT.md}. */
@NullMarked
package dev.leeward.config.host;

import org.jspecify.annotations.NullMarked;

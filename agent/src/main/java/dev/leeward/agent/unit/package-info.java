/** Units of systemd and other programs that the agent may run: allow-listed, bounded, never through a shell. */
@NullMarked
package dev.leeward.agent.unit;

import org.jspecify.annotations.NullMarked;

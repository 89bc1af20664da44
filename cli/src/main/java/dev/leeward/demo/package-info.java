/**
 * {@code leeward demo}: the main job on one machine with nothing to install. The outside world is emulated on loopback; the
 * orchestrator is the real one, and whatever the demonstration claims it has seen with its own eyes, not read from the
 * orchestrator.
 */
@NullMarked
package dev.leeward.demo;

import org.jspecify.annotations.NullMarked;

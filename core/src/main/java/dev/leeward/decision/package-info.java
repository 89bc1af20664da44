/**
 * What should happen now, and why: a pure, total function from a {@code Situation} to a {@code Decision}.
 */
@NullMarked
package dev.leeward.decision;

import org.jspecify.annotations.NullMarked;

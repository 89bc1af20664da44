/**
 * Steers whatever a command of the user's can steer: a documented JSON request on its standard input, one JSON answer on its
 * standard output (see {@code docs/providers/exec.md}).
 */
@NullMarked
package dev.leeward.steering.exec;

import org.jspecify.annotations.NullMarked;

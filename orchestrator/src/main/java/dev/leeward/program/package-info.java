/** Runs the programs of users: without a shell, in a clean environment, with bounded output and time. */
@NullMarked
package dev.leeward.program;

import org.jspecify.annotations.NullMarked;

/**
 * Looks with programs of the user's: what is checked is theirs, the deadline is ours.
 */
@NullMarked
package dev.leeward.probe.command;

import org.jspecify.annotations.NullMarked;

/** Measures of a move that a program of the user's own takes. */
@NullMarked
package dev.leeward.measure.command;

import org.jspecify.annotations.NullMarked;

/** Fences around the tables of a region, as a measure of a move. */
@NullMarked
package dev.leeward.measure.tables;

import org.jspecify.annotations.NullMarked;

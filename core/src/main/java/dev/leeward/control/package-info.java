/**
 * The one loop that folds what was learnt, decides, journals the intent and hands out effects.
 */
@NullMarked
package dev.leeward.control;

import org.jspecify.annotations.NullMarked;

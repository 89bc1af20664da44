/**
 * Looks at stores as applications use them: whether a table is there, whether it can be read, and whether what is written is
 * there at once.
 */
@NullMarked
package dev.leeward.probe.store;

import org.jspecify.annotations.NullMarked;

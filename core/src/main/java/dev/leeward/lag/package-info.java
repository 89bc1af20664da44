/**
 * How far the copies of data are behind, and what would be lost: arithmetic over what readers of streams report. What is not
 * known is never taken for little.
 */
@NullMarked
package dev.leeward.lag;

import org.jspecify.annotations.NullMarked;

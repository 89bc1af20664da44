/** Tests of measures. */
@NullMarked
package dev.leeward.measure.tables;

import org.jspecify.annotations.NullMarked;

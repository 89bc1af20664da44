/** Tests of measures. */
@NullMarked
package dev.leeward.measure.command;

import org.jspecify.annotations.NullMarked;

/**
 * How a region is looked at: what a probe checks, what a vantage point saw, and the port that does the looking.
 */
@NullMarked
package dev.leeward.probe;

import org.jspecify.annotations.NullMarked;

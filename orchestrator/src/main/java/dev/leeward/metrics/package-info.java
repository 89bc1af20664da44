/**
 * What Prometheus sees: projections of observations and of the journal, never a source of anything. Names and meanings are
 * in docs/METRICS.md.
 */
@NullMarked
package dev.leeward.metrics;

import org.jspecify.annotations.NullMarked;

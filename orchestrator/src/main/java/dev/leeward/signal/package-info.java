/**
 * What other monitors say. A signal is evidence with a limit of freshness, and never a command: it may speak against a region,
 * as one look of this vantage point among others. Kept in memory, by each node for itself.
 */
@NullMarked
package dev.leeward.signal;

import org.jspecify.annotations.NullMarked;

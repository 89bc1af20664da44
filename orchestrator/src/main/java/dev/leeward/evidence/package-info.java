/**
 * What one vantage point tells the others of what it sees, and what they make of it. Beside the journal and never through it:
 * looks are small, many, and worth nothing a minute later.
 */
@NullMarked
package dev.leeward.evidence;

import org.jspecify.annotations.NullMarked;

/**
 * How things go wrong: problems as values, each with a stable code that users and alerts can rely on.
 */
@NullMarked
package dev.leeward.fault;

import org.jspecify.annotations.NullMarked;

/**
 * Whether a table holds the same in all its regions, found out while applications go on writing: every region is read once, and
 * what differs is looked at again until it stands still. Nothing that could not be read counts as equal.
 */
@NullMarked
package dev.leeward.verification;

import org.jspecify.annotations.NullMarked;

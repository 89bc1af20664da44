/**
 * What happened: the append-only, hash-chained record that is the only source of truth.
 */
@NullMarked
package dev.leeward.journal;

import org.jspecify.annotations.NullMarked;

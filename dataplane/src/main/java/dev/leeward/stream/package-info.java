/**
 * The shards of a stream: which of them may be read when, so that the changes of each key come in their order, and where
 * records are missing. Pure: what a store says comes in as values.
 */
@NullMarked
package dev.leeward.stream;

import org.jspecify.annotations.NullMarked;

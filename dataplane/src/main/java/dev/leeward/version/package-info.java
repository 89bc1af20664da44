/**
 * Which of two writes to one key is the later one: versions that follow the wall clock as far as it can be trusted and
 * causality always, and the marker that says of a copy which version it is.
 */
@NullMarked
package dev.leeward.version;

import org.jspecify.annotations.NullMarked;

/**
 * The text of a configuration file as a tree in which everything knows its line and column, and remarks that point back
 * into that text.
 */
@NullMarked
package dev.leeward.config.source;

import org.jspecify.annotations.NullMarked;

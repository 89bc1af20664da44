/** The leeward command: what a person types, and what it answers. */
@NullMarked
package dev.leeward.cli;

import org.jspecify.annotations.NullMarked;

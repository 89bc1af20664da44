/** The running node: where ports meet adapters, wired by hand in one place. */
@NullMarked
package dev.leeward.node;

import org.jspecify.annotations.NullMarked;

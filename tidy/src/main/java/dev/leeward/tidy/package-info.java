/** Rules about the whole source tree that no compiler checks. */
@NullMarked
package dev.leeward.tidy;

import org.jspecify.annotations.NullMarked;

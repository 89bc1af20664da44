/** What probers whose looks block have in common: a thread for each look, a limit, and an end. */
@NullMarked
package dev.leeward.looking;

import org.jspecify.annotations.NullMarked;

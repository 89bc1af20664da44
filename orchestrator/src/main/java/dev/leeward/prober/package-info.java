/**
 * All kinds of looks behind one {@link dev.leeward.probe.Prober}. Beside the probers and not above them in the same
 * package, since these do not know each other.
 */
@NullMarked
package dev.leeward.prober;

import org.jspecify.annotations.NullMarked;

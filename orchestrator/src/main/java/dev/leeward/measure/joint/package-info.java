/** Measures that several take side by side, such as the hosts of a region: asking them, and making one outcome of theirs. */
@NullMarked
package dev.leeward.measure.joint;

import org.jspecify.annotations.NullMarked;

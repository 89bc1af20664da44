/** The services of a host as systemd keeps them: what can be asked of a unit, and what its answer means. */
@NullMarked
package dev.leeward.unit;

import org.jspecify.annotations.NullMarked;

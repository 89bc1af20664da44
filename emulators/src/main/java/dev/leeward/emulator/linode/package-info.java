/** The parts of the Linode API v4 that steer DNS, emulated with their oddities, with faults on demand. */
@NullMarked
package dev.leeward.emulator.linode;

import org.jspecify.annotations.NullMarked;

/**
 * Drives the real control loop through a century of disasters in virtual time, and checks after every event that what must
 * never happen did not.
 */
@NullMarked
package dev.leeward.simulator;

import org.jspecify.annotations.NullMarked;

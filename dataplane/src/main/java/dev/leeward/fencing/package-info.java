/**
 * Keeps applications from writing in a region that traffic has left: a region that is cut off, slow or half dead goes on writing
 * what nobody will bring to the others. A fence carries the epoch of who raised it, and only who has the same or a later one
 * takes it down.
 */
@NullMarked
package dev.leeward.fencing;

import org.jspecify.annotations.NullMarked;

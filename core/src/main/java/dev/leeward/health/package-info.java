/**
 * How sightings become a damped, quorum-backed verdict about a region. Pure.
 */
@NullMarked
package dev.leeward.health;

import org.jspecify.annotations.NullMarked;

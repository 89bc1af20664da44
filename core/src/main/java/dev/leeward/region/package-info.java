/** Regions, the services that run in them and what roles they play. */
@NullMarked
package dev.leeward.region;

import org.jspecify.annotations.NullMarked;

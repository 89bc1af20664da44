/**
 * Where a service can run: regions, their names and the endpoints that carry their traffic.
 */
@NullMarked
package dev.leeward.region;

import org.jspecify.annotations.NullMarked;

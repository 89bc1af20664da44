/**
 * Steers a name in the Linode DNS Manager through its API v4: no transactions, no compare-and-set and no TTL but those it
 * lists, hence everything in here.
 */
@NullMarked
package dev.leeward.steering.linode;

import org.jspecify.annotations.NullMarked;

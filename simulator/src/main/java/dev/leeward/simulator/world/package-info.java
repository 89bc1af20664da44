/**
 * What is outside of Leeward: regions, networks, DNS providers and their name servers, disks.
 */
@NullMarked
package dev.leeward.simulator.world;

import org.jspecify.annotations.NullMarked;

/**
 * A world of regions in memory and in virtual time, in which the real replicators run. One thing happens at a time, chance
 * decides which, and a seed decides chance.
 */
@NullMarked
package dev.leeward.replication.model;

import org.jspecify.annotations.NullMarked;

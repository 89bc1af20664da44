/**
 * Brings what an application writes to a table in one region to the table's other regions, in both directions, over stores
 * whose own replication cannot be had. Readers give every local write a version that lasts and hand it to links; links apply
 * it at their target unless something later stands there. Whatever is done twice has the effect of being done once.
 */
@NullMarked
package dev.leeward.replication;

import org.jspecify.annotations.NullMarked;

/** Replication as it runs: the stores of all regions, threads that take the turns, and who of several processes takes them. */
@NullMarked
package dev.leeward.replication.dynamodb;

import org.jspecify.annotations.NullMarked;

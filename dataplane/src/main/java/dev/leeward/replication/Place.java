package dev.leeward.replication;

import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.version.Replica;

/**
 * One region of a replicated table, as a replicator reaches it.
 *
 * @param passage how far its own writes have been stamped; shared by all replicators of a process
 */
public record Place(Replica replica, Table table, Sidecar sidecar, Passage passage, Terms terms) {}

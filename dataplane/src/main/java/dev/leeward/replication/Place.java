package dev.leeward.replication;

import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;

/**
 * One region of a replicated table, as a replicator reaches it.
 *
 * @param passage how far its own writes have been stamped; shared by all replicators of a process
 * @param order its place among the regions of the table, the same in every process: where regions held different rows before
 *     anybody counted, those of the first one win
 */
public record Place(Replica replica, Table table, Sidecar sidecar, Passage passage, Terms terms, int order) {
    /** The version of what stood there before anybody counted. */
    Version oldRows() {
        return Version.ofOldRows(replica.region(), order);
    }
}

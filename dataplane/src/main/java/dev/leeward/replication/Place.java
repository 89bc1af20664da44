package dev.leeward.replication;

import dev.leeward.table.Aside;
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
 * @param aside what the table cannot hold
 */
public record Place(
        Replica replica, Table table, Sidecar sidecar, Passage passage, Terms terms, int order, Aside aside) {
    /** A place where what the table cannot hold holds up everything after it. */
    public Place(Replica replica, Table table, Sidecar sidecar, Passage passage, Terms terms, int order) {
        this(replica, table, sidecar, passage, terms, order, Aside.none());
    }

    /** The version of what stood there before anybody counted. */
    Version oldRows() {
        return Version.ofOldRows(replica.region(), order);
    }
}

/**
 * The notes that replication leaves in a region about how far other regions' changes have come there, so that whoever decides
 * on a failover can read them where the traffic would go, when the region it leaves and the replicator are both gone.
 */
@NullMarked
package dev.leeward.progress;

import org.jspecify.annotations.NullMarked;

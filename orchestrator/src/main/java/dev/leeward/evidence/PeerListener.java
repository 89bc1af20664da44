package dev.leeward.evidence;

import dev.leeward.probe.Observation;
import dev.leeward.probe.VantagePoint;

/** Who is told what peers tell; called on their followers' threads, must be quick. */
public interface PeerListener {
    /** A peer saw something, and it counts. */
    void seen(Observation look);

    /** So much that a peer told does not count. */
    void dropped(VantagePoint peer, Dropped why, long count);
}

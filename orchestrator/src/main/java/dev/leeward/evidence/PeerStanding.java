package dev.leeward.evidence;

import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it stands with one peer.
 *
 * @param reachable whether its last answer could be used
 * @param newest start of its newest look that counts
 * @param differing probes by which it asks something else than this node, the first of them
 */
public record PeerStanding(
        VantagePoint name, boolean reachable, Optional<Instant> newest, List<ProbeId> differing, String sentence) {
    public PeerStanding {
        differing = List.copyOf(differing);
    }

    static PeerStanding unasked(VantagePoint name) {
        return new PeerStanding(name, false, Optional.empty(), List.of(), "not asked yet");
    }
}

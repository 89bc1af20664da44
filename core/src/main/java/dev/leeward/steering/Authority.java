package dev.leeward.steering;

import dev.leeward.region.Endpoints;
import java.time.Duration;

/** The port that asks every authoritative server of a name's delegation, so that actuators need not know how. */
public interface Authority {
    /**
     * Asks them all, each at every address, without recursion.
     *
     * @param name absolute name without the trailing dot
     * @param expected exactly this record set, no more, no less
     * @param atMost the answers' TTL must not exceed it
     */
    Verification ask(String name, Endpoints expected, Duration atMost, Duration limit);
}

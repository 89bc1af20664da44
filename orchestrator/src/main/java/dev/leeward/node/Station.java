package dev.leeward.node;

import dev.leeward.agents.AgentDesk;
import dev.leeward.metrics.Meters;
import dev.leeward.probe.Prober;

/** What lives as long as the process, for whatever lives only as long as the node leads. */
record Station(
        String name,
        String version,
        AnchoredClock clock,
        Deployment deployment,
        Prober prober,
        RecentLooks looks,
        RecentLinks links,
        Followers followers,
        Meters meters,
        AgentDesk agents) {}

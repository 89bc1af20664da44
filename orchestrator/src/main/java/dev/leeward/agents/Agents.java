package dev.leeward.agents;

import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The agents beside the applications, for whoever has orders for them. Nothing here waits for an agent. */
public interface Agents {
    /**
     * Has every agent of the region get {@code order}, which stands until it is withdrawn, another of its lane takes its place,
     * or this node does not lead any more. Given again under the same operation id, agents are asked again: one
     * that applied it says so, one that did not looks again.
     *
     * @return why it was not given: no agent is declared there, or an order of a higher epoch stands
     */
    Optional<Problem> order(ServiceName service, RegionName region, AgentOrder order);

    /** Takes an order back: agents that have not asked yet do not get it any more. */
    void withdraw(String operationId);

    /** What every declared agent of the region said of the operation, by name. */
    SortedMap<String, AgentAnswer> outcome(ServiceName service, RegionName region, String operationId);

    /** The agents that are declared there, and when each was heard last. */
    List<AgentStanding> known(ServiceName service, RegionName region);
}

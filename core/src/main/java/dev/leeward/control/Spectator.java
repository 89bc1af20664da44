package dev.leeward.control;

import dev.leeward.journal.Projection;
import dev.leeward.lag.Copies;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.LinkName;
import dev.leeward.probe.Observation;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node knows that watches and does not lead: the leader's journal, and its own looks. It changes nothing. */
public final class Spectator {
    private Spectator() {}

    /**
     * Every service as it stands, in the order of the topology. Health is judged by {@code looks} alone, and the decision is
     * the one this node would come to if it led.
     *
     * @param projection what the journal says
     * @param looks of this node, oldest first
     * @param links what is known of how far replication is
     */
    public static List<ServiceView> views(
            Topology topology, Projection projection, List<Observation> looks, List<LinkEvidence> links, Instant now) {
        var since = looks.isEmpty() ? now : looks.getFirst().startedAt();
        var lookout = new Lookout();
        lookout.configure(Optional.empty(), topology, since);
        for (var look : looks) lookout.observe(look, _ -> {});
        var known = new HashMap<LinkName, LinkEvidence>();
        links.forEach(link -> known.put(link.link(), link));
        return topology.services().stream()
                .map(service -> view(service, projection, lookout, known, now))
                .toList();
    }

    private static ServiceView view(
            Service service, Projection projection, Lookout lookout, Map<LinkName, LinkEvidence> links, Instant now) {
        var name = service.name();
        var judged = lookout.of(name).judge(now);
        // What would follow from the decision is thrown away with the draft.
        var copies = service.tables().isEmpty() ? Copies.NONE : new Copies(service.tables(), links);
        var turn = new ServiceTurn(service, judged, copies, new Draft(projection, 0, now), lookout.since(name, now));
        return new ServiceView(now, service, projection.of(name), judged, copies, turn.decide());
    }
}

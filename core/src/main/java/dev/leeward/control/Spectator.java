package dev.leeward.control;

import dev.leeward.journal.Projection;
import dev.leeward.probe.Observation;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import java.time.Instant;
import java.util.List;
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
     */
    public static List<ServiceView> views(
            Topology topology, Projection projection, List<Observation> looks, Instant now) {
        var since = looks.isEmpty() ? now : looks.getFirst().startedAt();
        var lookout = new Lookout();
        lookout.configure(Optional.empty(), topology, since);
        for (var look : looks) lookout.observe(look, _ -> {});
        return topology.services().stream()
                .map(service -> view(service, projection, lookout, now))
                .toList();
    }

    private static ServiceView view(Service service, Projection projection, Lookout lookout, Instant now) {
        var name = service.name();
        var judged = lookout.of(name).judge(now);
        // What would follow from the decision is thrown away with the draft.
        var turn = new ServiceTurn(service, judged, new Draft(projection, 0, now), lookout.since(name, now));
        return new ServiceView(now, service, projection.of(name), judged, turn.decide());
    }
}

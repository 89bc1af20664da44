package dev.leeward.node;

import dev.leeward.config.Configuration;
import dev.leeward.control.Desk.VantageStanding;
import dev.leeward.control.ServiceView;
import dev.leeward.evidence.PeerStanding;
import dev.leeward.health.Sight;
import dev.leeward.health.Vote;
import dev.leeward.probe.VantagePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together how it stands with each vantage point: what its follower knows, and how its looks are judged. */
final class VantageStandings {
    private final Watch watch;

    VantageStandings(Watch watch) {
        this.watch = watch;
    }

    /** This node's own first; none where it is the only one. */
    List<VantageStanding> of(Configuration configuration, List<ServiceView> views) {
        if (configuration.vantagePoints().isEmpty()) return List.of();
        var all = new ArrayList<VantageStanding>();
        var here = configuration.observer().name();
        all.add(new VantageStanding(here, true, true, watch.age(), sight(here, views), List.of(), said(here, views)));
        watch.peers().forEach(peer -> all.add(of(peer, views)));
        return List.copyOf(all);
    }

    private VantageStanding of(PeerStanding peer, List<ServiceView> views) {
        var sentence = peer.sentence().isEmpty() ? said(peer.name(), views) : peer.sentence();
        return new VantageStanding(
                peer.name(),
                false,
                peer.reachable(),
                peer.newest().map(watch::since),
                sight(peer.name(), views),
                peer.differing(),
                sentence);
    }

    private static String said(VantagePoint point, List<ServiceView> views) {
        return switch (sight(point, views)) {
            case CLEAR -> "";
            case BLIND -> "nothing answers it, not even what is unrelated: what it cannot see counts for nothing";
            case SUSPECT -> "so much fails for it at once that it is suspected itself, and counts for nothing";
            case SILENT -> "nothing fresh has come from it";
        };
    }

    /** The worst that is held of it anywhere; silent only where nothing comes from it at all. */
    private static Sight sight(VantagePoint point, List<ServiceView> views) {
        var sights = views.stream()
                .flatMap(view -> view.health().stream())
                .flatMap(health -> health.votes().stream())
                .filter(vote -> vote.from().equals(point))
                .map(Vote::sight)
                .toList();
        return Optional.of(Sight.SUSPECT)
                .filter(sights::contains)
                .or(() -> Optional.of(Sight.BLIND).filter(sights::contains))
                .orElse(sights.stream().allMatch(Sight.SILENT::equals) ? Sight.SILENT : Sight.CLEAR);
    }
}

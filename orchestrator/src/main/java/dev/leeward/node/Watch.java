package dev.leeward.node;

import dev.leeward.config.Configuration;
import dev.leeward.evidence.Dropped;
import dev.leeward.evidence.Feed;
import dev.leeward.evidence.PeerListener;
import dev.leeward.evidence.PeerStanding;
import dev.leeward.evidence.Peers;
import dev.leeward.metrics.Meters;
import dev.leeward.probe.Check;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.probe.schedule.ProbeSchedule;
import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalBoard;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.desk.SignalDesk;
import dev.leeward.signal.desk.SignalListener;
import dev.leeward.signal.desk.Sources;
import dev.leeward.signal.source.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What this node sees for itself, what it tells its peers of it, and what they tell. */
final class Watch implements AutoCloseable {
    private static final int BURST_LIMIT = 12;

    private final InstantSource clock;
    private final Parts parts = new Parts();
    private final Feed feed;
    private final ProbeSchedule schedule;
    private final Peers peers;
    private final SignalDesk hooks;

    /**
     * Watches nothing yet.
     *
     * @param board what other monitors signal is put there; the prober looks at it
     * @param looks gets every look that counts, this node's and its peers'; must be quick
     */
    Watch(
            VantagePoint here,
            Prober prober,
            SignalBoard board,
            InstantSource clock,
            Meters meters,
            Consumer<Observation> looks) {
        this.clock = clock;
        feed = parts.add(new Feed(here, clock));
        schedule = parts.add(ProbeSchedule.start(prober, here, clock, BURST_LIMIT, seen -> {
            meters.observed(seen);
            feed.observed(seen);
            looks.accept(seen);
        }));
        peers = parts.add(new Peers(clock, new PeerListener() {
            @Override
            public void seen(Observation look) {
                meters.heard(look.from());
                looks.accept(look);
                // What a peer does not see is looked at from here too, at once: to agree early, or to differ.
                if (look.sighting() instanceof Sighting.Failing) schedule.lookAgain(look.probe());
            }

            @Override
            public void dropped(VantagePoint peer, Dropped why, long count) {
                meters.dropped(peer, why.name(), count);
            }
        }));
        meters.evidenceAges(this::ages);
        hooks = new SignalDesk(board, Sources::of, listener(meters), System::nanoTime);
    }

    private SignalListener listener(Meters meters) {
        return new SignalListener() {
            @Override
            public void heard(String source, SignalState state) {
                meters.signalled(source, state.name());
            }

            @Override
            public void refused(String source, Refusal.Why why) {
                meters.signalRefused(source, why.name());
            }

            @Override
            public void began(Signal signal) {
                // Whoever said it: to look closely costs little, and nothing is moved by it.
                schedule.hasten(check -> check instanceof Check.Signal probe
                        && probe.from().equals(signal.source())
                        && signal.has(probe.match()));
            }
        };
    }

    /** Takes over another configuration, but for whom it listens to. */
    void configured(Configuration configuration) {
        feed.configured(configuration.topology());
        schedule.reconfigure(configuration.topology());
        hooks.configured(configuration.hooks());
    }

    /** Listens to the peers of {@code configuration} too. */
    void listen(Configuration configuration) {
        peers.configured(configuration);
    }

    /** Where other monitors' signals arrive. */
    SignalDesk hooks() {
        return hooks;
    }

    Feed feed() {
        return feed;
    }

    List<PeerStanding> peers() {
        return peers.standings();
    }

    /** How long ago the newest look from here began. */
    Optional<Duration> age() {
        return feed.newest().map(this::since);
    }

    Duration since(Instant moment) {
        return Duration.between(moment, clock.instant());
    }

    private Map<String, Duration> ages() {
        var ages = new HashMap<String, Duration>();
        for (var peer : peers.standings()) {
            peer.newest().ifPresent(at -> ages.put(peer.name().value(), since(at)));
        }
        return ages;
    }

    @Override
    public void close() {
        parts.close();
    }
}

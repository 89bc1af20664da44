package dev.leeward.evidence;

import dev.leeward.config.Configuration;
import dev.leeward.config.VantageSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All other vantage points, each followed by itself. Thread-safe. */
public final class Peers implements AutoCloseable {
    private final InstantSource clock;
    private final PeerListener listener;
    private final Map<String, PeerFollower> followers = new TreeMap<>();
    /** By name, kept over changes of a peer's entry, so that nothing it told is taken a second time. */
    private final Map<String, Intake> intakes = new TreeMap<>();

    private volatile Known known = new Known(Map.of());

    /**
     * Nobody yet.
     *
     * @param clock never runs backwards
     */
    public Peers(InstantSource clock, PeerListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** Follows the peers of {@code configuration} from now on; those whose entry stays as it was go on undisturbed. */
    public void configured(Configuration configuration) {
        known = Known.of(configuration.topology());
        var left = new ArrayList<PeerFollower>();
        synchronized (this) {
            var next = configuration.peers();
            followers.values().removeIf(follower -> {
                boolean goes = !next.contains(follower.settings());
                if (goes) left.add(follower);
                return goes;
            });
            next.forEach(this::follow);
        }
        // Whoever reconfigures must not wait for calls under way.
        left.forEach(follower -> Thread.ofVirtual().name("peer-leaves").start(follower::close));
    }

    private void follow(VantageSettings peer) {
        followers.computeIfAbsent(peer.name().value(), _ -> {
            var intake = intakes.computeIfAbsent(peer.name().value(), _ -> new Intake(peer.name()));
            var follower = new PeerFollower(peer, clock, () -> known, listener, intake);
            follower.start();
            return follower;
        });
    }

    /** How it stands with each of them, by name. */
    public synchronized List<PeerStanding> standings() {
        return followers.values().stream().map(PeerFollower::standing).toList();
    }

    @Override
    public void close() {
        List<PeerFollower> all;
        synchronized (this) {
            all = List.copyOf(followers.values());
            followers.clear();
        }
        all.forEach(PeerFollower::close);
    }
}

package dev.leeward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.ApiOptions;
import dev.leeward.api.ApiServer;
import dev.leeward.api.ApiStart;
import dev.leeward.api.ApiToken;
import dev.leeward.api.Role;
import dev.leeward.config.ApiSettings;
import dev.leeward.config.Configuration;
import dev.leeward.config.JournalSettings;
import dev.leeward.config.ObserverSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.config.VantageSettings;
import dev.leeward.config.VerifySettings;
import dev.leeward.control.Desk.Readiness;
import dev.leeward.probe.Observation;
import dev.leeward.probe.VantagePoint;
import dev.leeward.probe.schedule.SteadyClock;
import dev.leeward.secret.Secret;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One vantage point follows another over the real API. */
@Timeout(120)
final class PeersTest implements PeerListener {
    private static final String TOKEN = "a-token-for-peers-0123456789";
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final InstantSource clock = new SteadyClock();
    private final List<Observation> looks = new CopyOnWriteArrayList<>();
    private final Map<Dropped, Long> dropped = new ConcurrentHashMap<>();
    private final Peers peers = new Peers(clock, this);
    private final int port = Ports.free();

    @Override
    public void seen(Observation look) {
        looks.add(look);
    }

    @Override
    public void dropped(VantagePoint peer, Dropped why, long count) {
        dropped.merge(why, count, Long::sum);
    }

    @AfterEach
    void close() {
        peers.close();
    }

    @Test
    void a_look_reaches_a_peer_within_milliseconds_and_not_younger_than_it_is() {
        try (var feed = feed("fra");
                var _ = serve(feed)) {
            follow(TOKEN);
            awaitReachable();
            long worst = 0;
            for (int i = 1; i <= 20; i++) {
                var start = clock.instant();
                long sent = System.nanoTime();
                feed.observed(Shop.look(start, Shop.EAST, Shop.REFUSED));
                int n = i;
                Await.until("look " + n, PATIENCE, () -> looks.size() == n);
                worst = Math.max(worst, System.nanoTime() - sent);
                assertThat(looks.getLast().startedAt()).isBeforeOrEqualTo(start);
            }
            System.out.println("MEASURED slowest of 20 looks to a peer: " + worst / 1_000_000 + " ms");
            assertThat(dropped).isEmpty();
        }
    }

    @Test
    void a_peer_that_dies_is_missed_and_one_that_is_back_is_heard_again() {
        try (var feed = feed("fra");
                var _ = serve(feed)) {
            feed.observed(Shop.look(clock.instant(), Shop.EAST, Shop.OK));
            follow(TOKEN);
            awaitReachable();
        }
        Await.until("it to be missed", PATIENCE, () -> !standing().reachable());
        assertThat(standing().newest()).isPresent();
        try (var feed = feed("fra");
                var _ = serve(feed)) {
            feed.observed(Shop.look(clock.instant(), Shop.WEST, Shop.OK));
            Await.until("its next life to be heard", PATIENCE, () -> looks.size() == 2);
            awaitReachable();
        }
    }

    @Test
    void who_answers_under_another_name_is_shown_and_not_believed() {
        try (var feed = feed("nyc");
                var _ = serve(feed)) {
            feed.observed(Shop.look(clock.instant(), Shop.EAST, Shop.REFUSED));
            follow(TOKEN);
            Await.until("it to show", PATIENCE, () -> standing().sentence().contains("it calls itself nyc"));
            assertThat(standing().reachable()).isFalse();
            assertThat(looks).isEmpty();
            assertThat(dropped).containsKey(Dropped.IMPOSTOR);
        }
    }

    @Test
    void a_wrong_token_is_said_to_be_refused() {
        try (var feed = feed("fra");
                var _ = serve(feed)) {
            follow("another-token-0123456789");
            Await.until("it to show", PATIENCE, () -> standing().sentence().contains("answers 401"));
        }
    }

    @Test
    void a_peer_that_asks_something_else_is_shown_until_it_asks_the_same() {
        try (var feed = feed("fra");
                var _ = serve(feed)) {
            feed.configured(Shop.topology("http://192.0.2.77/health"));
            follow(TOKEN);
            awaitReachable();
            feed.observed(Shop.look(clock.instant(), Shop.EAST, Shop.REFUSED));
            Await.until("it to show", PATIENCE, () -> standing().differing().equals(List.of(Shop.EAST)));
            assertThat(looks).isEmpty();
            feed.configured(Shop.topology());
            feed.observed(Shop.look(clock.instant(), Shop.EAST, Shop.REFUSED));
            Await.until("it to be over", PATIENCE, () -> standing().differing().isEmpty());
            assertThat(looks).hasSize(1);
        }
    }

    @Test
    void a_peer_that_is_taken_out_is_not_followed_any_more_and_nothing_is_told_twice_when_it_is_back() {
        try (var feed = feed("fra");
                var _ = serve(feed)) {
            feed.observed(Shop.look(clock.instant(), Shop.EAST, Shop.REFUSED));
            follow(TOKEN);
            Await.until("the look", PATIENCE, () -> looks.size() == 1);
            peers.configured(configuration(List.of()));
            assertThat(peers.standings()).isEmpty();
            follow(TOKEN);
            feed.observed(Shop.look(clock.instant(), Shop.WEST, Shop.OK));
            Await.until("the next look", PATIENCE, () -> looks.size() == 2);
            assertThat(looks.getLast().probe()).isEqualTo(Shop.WEST);
        }
    }

    private Feed feed(String name) {
        var feed = new Feed(new VantagePoint(name), clock);
        feed.configured(Shop.topology());
        return feed;
    }

    private ApiServer serve(Feed feed) {
        var tokens = List.of(new ApiToken("peers", Role.PEER, () -> TOKEN));
        var options = new ApiOptions("127.0.0.1", port, Optional.empty(), false, tokens, Set.of(), () -> "", feed);
        return switch (ApiServer.observing(options, () -> new Readiness(true, true, "fine"))) {
            case ApiStart.Started started -> started.server();
            case ApiStart.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    private void follow(String token) {
        peers.configured(configuration(List.of(new VantageSettings(
                Shop.FRA, URI.create("http://127.0.0.1:" + port), Optional.of(Secret.of(token)), Optional.empty()))));
    }

    private static Configuration configuration(List<VantageSettings> points) {
        return new Configuration(
                Path.of("leeward.yaml"),
                "",
                Shop.topology(),
                Map.of(),
                Map.of(),
                new ObserverSettings(new VantagePoint("here"), Optional.empty(), List.of()),
                points,
                new JournalSettings(new JournalSettings.File(Path.of("journal.db")), 1_000),
                new ApiSettings(new ServerAddress("127.0.0.1", 0), Optional.empty(), false, List.of()),
                List.of(),
                List.of(),
                VerifySettings.defaults(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private PeerStanding standing() {
        return peers.standings().getFirst();
    }

    private void awaitReachable() {
        Await.until("the peer to be reached", PATIENCE, () -> standing().reachable());
    }
}

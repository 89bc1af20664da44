package dev.leeward.node;

import dev.leeward.api.ApiServer;
import dev.leeward.api.ApiStart;
import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.control.Desk.Readiness;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.metrics.Meters;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.prober.Hearing;
import dev.leeward.service.Topology;
import dev.leeward.signal.SignalBoard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vantage point that never leads: it looks, and tells those who ask what it sees. It has no journal, knows nobody's provider
 * and can move nothing.
 */
public final class Observer implements Running {
    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);
    /** Beyond the time in which every probe must have looked. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Parts parts = new Parts();
    private final ConfigurationStore store;
    private final Meters meters;
    private final Watch watch;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Instant startedAt;
    private final AnchoredClock clock = AnchoredClock.notBefore(Instant.EPOCH);
    private volatile Configuration running;
    private URI api = URI.create("http://127.0.0.1");

    /** What starting came to. */
    public sealed interface Start {
        /** It watches. */
        record Watching(Observer observer) implements Start {}

        /** It does not. */
        record Refused(Problem problem) implements Start {}
    }

    /** Starts one on the configuration that {@code store} holds. */
    public static Start start(ConfigurationStore store, String version) {
        return start(
                store,
                version,
                Sockets.prober(
                        store.current().observer(),
                        () -> store.current().declaration(),
                        () -> store.current().linode()));
    }

    static Start start(ConfigurationStore store, String version, Prober prober) {
        var configuration = store.current();
        if (configuration.vantagePoints().isEmpty()) {
            prober.close();
            return new Start.Refused(Problem.lasting(
                    FaultCode.MISCONFIGURED,
                    "the configuration has no vantage-points, so nobody would ask what this one sees"));
        }
        var observer = new Observer(store, version, prober);
        var refused = observer.listen(configuration);
        return refused.<Start>map(problem -> {
                    observer.close();
                    return new Start.Refused(problem);
                })
                .orElseGet(() -> new Start.Watching(observer));
    }

    private Observer(ConfigurationStore store, String version, Prober prober) {
        this.store = store;
        this.running = store.current();
        this.meters = new Meters(version).withProcess();
        this.startedAt = clock.instant();
        parts.add(prober);
        var here = running.observer().name();
        var board = new SignalBoard();
        watch = parts.add(new Watch(here, new Hearing(prober, board), board, clock, meters, _ -> {}));
        configure(running);
    }

    private Optional<Problem> listen(Configuration configuration) {
        var options = ApiWiring.options(configuration.api(), meters::scrape, watch.feed())
                .withHooks(watch.hooks());
        return switch (ApiServer.observing(options, this::readiness)) {
            case ApiStart.Refused refused -> Optional.of(refused.problem());
            case ApiStart.Started started -> {
                api = parts.add(started.server()).uri();
                LOG.info(
                        "{} watches and never leads; API at {}",
                        configuration.observer().name(),
                        api);
                yield Optional.empty();
            }
        };
    }

    private void configure(Configuration configuration) {
        running = configuration;
        watch.configured(configuration);
        meters.configured(configuration.topology());
    }

    private Readiness readiness() {
        var longest = probes(running.topology())
                .map(probe -> probe.interval().plus(probe.timeout()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        var age = watch.age().orElseGet(() -> watch.since(startedAt));
        boolean live = age.compareTo(longest.plus(PATIENCE)) <= 0;
        var name = running.observer().name();
        return new Readiness(
                live,
                live,
                live
                        ? name + " watches and never leads"
                        : name + " has not finished a look for " + age.toSeconds() + " s");
    }

    private static Stream<Probe> probes(Topology topology) {
        return Stream.concat(
                topology.references().stream(),
                topology.services().stream()
                        .flatMap(service -> service.regions().stream())
                        .flatMap(region -> region.probes().stream()));
    }

    @Override
    public URI api() {
        return api;
    }

    @Override
    public void reload() {
        switch (store.reload()) {
            case ConfigurationStore.Reload.Refused refused ->
                LOG.warn("the configuration was refused, the one before stays in force: {}", refused.remarks());
            case ConfigurationStore.Reload.Unchanged _ -> LOG.info("the configuration is as it was");
            case ConfigurationStore.Reload.Replaced replaced -> {
                if (replaced.after().observer().name().equals(running.observer().name())) {
                    configure(replaced.after());
                    LOG.info("the configuration was read again and is in force");
                } else {
                    LOG.warn("{}", Deployment.RENAMED);
                }
            }
        }
    }

    @Override
    public String awaitEnd() throws InterruptedException {
        ended.await();
        return "stopped";
    }

    @Override
    public void close() {
        parts.close();
        ended.countDown();
    }
}

package dev.leeward.node;

import dev.leeward.agents.AgentDesk;
import dev.leeward.api.ApiOptions;
import dev.leeward.api.ApiServer;
import dev.leeward.api.ApiStart;
import dev.leeward.config.Configuration;
import dev.leeward.config.JournalSettings;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.JournalFormat;
import dev.leeward.journal.Journal;
import dev.leeward.journal.sqlite.JournalCopy;
import dev.leeward.leadership.Leadership;
import dev.leeward.leadership.Leadership.Candidacy;
import dev.leeward.metrics.Meters;
import dev.leeward.probe.Prober;
import dev.leeward.prober.Hearing;
import dev.leeward.relocation.RelocationException;
import dev.leeward.signal.SignalBoard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running orchestrator: where ports meet adapters, wired by hand. It watches and answers as long as it runs; it decides
 * and acts while it leads, see {@link Tenure}.
 */
public final class Node implements Running {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration ORDER_TRAVELS = Duration.ofSeconds(1);
    private static final Duration REHEARSAL = Duration.ofMillis(1_500);

    private final Parts parts;
    private final Deployment deployment;
    private final Leading leading;
    private final URI api;

    /** What starting came to. */
    public sealed interface Start {
        /** It watches, and acts while it leads. */
        record Running(Node node) implements Start {}

        /** It does not; nothing was changed. */
        record Refused(Problem problem) implements Start {}
    }

    /** Starts a node on the configuration that {@code store} holds. */
    public static Start start(ConfigurationStore store, String version) {
        return start(store, version, UnaryOperator.identity());
    }

    /** The same, with {@code around} put around the journal: tests crash there. */
    static Start start(ConfigurationStore store, String version, UnaryOperator<Journal> around) {
        return start(
                store,
                version,
                around,
                Sockets.prober(
                        store.current().observer(),
                        () -> store.current().declaration(),
                        () -> store.current().linode()));
    }

    /** The same, looking with {@code prober}, which is closed with the node. */
    static Start start(ConfigurationStore store, String version, UnaryOperator<Journal> around, Prober prober) {
        var parts = new Parts();
        parts.add(prober);
        try {
            return new Start.Running(new Node(store, version, around, parts, prober));
        } catch (RefusedException refused) {
            parts.close();
            return new Start.Refused(refused.problem());
        }
    }

    private Node(ConfigurationStore store, String version, UnaryOperator<Journal> around, Parts parts, Prober prober)
            throws RefusedException {
        this.parts = parts;
        var configuration = store.current();
        var leadership = parts.add(Leaderships.of(configuration, version));
        var first = campaign(leadership);
        var agents = parts.add(new AgentDesk(this::mayAct));
        var board = new SignalBoard();
        var station = station(store, version, parts, first, new Hearing(prober, board), agents);
        deployment = station.deployment();
        leading = parts.add(new Leading(station, leadership, around));
        leading.begin(first);
        var watch = watch(station, board);
        leading.start();
        keepCopy(configuration, leadership, version);
        leadership.announce(() -> leading.self(version, configuration.observer().place(), JournalFormat.NUMBER));
        Rehearsal.begin(configuration.topology(), REHEARSAL);
        var desk = new NodeDesk(leading, leadership, station, watch);
        var server = parts.add(startApi(configuration, desk, station, watch));
        api = server.uri();
        LOG.info(
                "node {} watches {} services; API at {}",
                station.name(),
                configuration.topology().services().size(),
                api);
    }

    /** A copy that cannot be kept holds no node up, and is said in the log. */
    private void keepCopy(Configuration configuration, Leadership leadership, String version) {
        if (!(configuration.journal().store() instanceof JournalSettings.Etcd etcd)) return;
        var places = new OfflinePlaces(etcd, configuration.observer().name().value(), version);
        try {
            var of = JournalHomes.of(configuration, version).name();
            parts.add(CopyKeeping.start(leadership, JournalCopy.open(places.copy(), of)));
        } catch (RelocationException e) {
            LOG.warn("no copy of the journal is kept on this machine: {}", e.problem());
        }
    }

    private static Station station(
            ConfigurationStore store, String version, Parts parts, Candidacy first, Prober prober, AgentDesk agents) {
        // Until the leading part has it, the term is closed with everything else should the start fail.
        if (first instanceof Candidacy.Elected elected) parts.add(elected.term());
        var followers = parts.add(new Followers());
        var deployment = parts.add(new Deployment(store, agents));
        return new Station(
                store.current().observer().name().value(),
                version,
                AnchoredClock.notBefore(Instant.EPOCH),
                deployment,
                prober,
                new RecentLooks(),
                new RecentLinks(),
                followers,
                new Meters(version).withProcess(),
                agents);
    }

    private Watch watch(Station station, SignalBoard board) {
        var from = deployment.running().observer().name();
        var meters = station.meters();
        var looks = station.looks();
        var watch = parts.add(new Watch(from, station.prober(), board, station.clock(), meters, looks::observed));
        var linkWatch = parts.add(new LinkWatch(station.links(), station.clock()));
        meters.links(() -> station.links().kept(), station.clock());
        deployment.watch(topology -> {
            linkWatch.configured(deployment.running());
            watch.configured(deployment.running());
            watch.listen(deployment.running());
            station.agents().configured(deployment.running().agents());
            meters.configured(topology);
        });
        return watch;
    }

    /** Whether an order that an agent gets now comes from the node that leads, and will for the time it travels. */
    private boolean mayAct() {
        return leading.tenure()
                .filter(tenure -> tenure.leaseLeft().compareTo(ORDER_TRAVELS) > 0)
                .isPresent();
    }

    @Override
    public URI api() {
        return api;
    }

    @Override
    public void reload() {
        var _ = deployment.reload().whenComplete((errors, bug) -> {
            if (bug != null) LOG.error("the reload met a bug", bug);
            else if (errors.isEmpty()) LOG.info("the configuration was read again and is in force");
            else LOG.warn("the configuration was refused, the one before stays in force: {}", errors);
        });
    }

    @Override
    public String awaitEnd() throws InterruptedException {
        return leading.awaitEnd();
    }

    @Override
    public void close() {
        parts.close();
    }

    private static Candidacy campaign(Leadership leadership) throws RefusedException {
        try {
            return leadership.campaign(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (RefusedException)
                    new RefusedException(Problem.passing(FaultCode.TIMED_OUT, "interrupted while starting"))
                            .initCause(e);
        }
    }

    private static ApiServer startApi(Configuration configuration, NodeDesk desk, Station station, Watch watch)
            throws RefusedException {
        ApiOptions options = ApiWiring.options(configuration.api(), station.meters()::scrape, watch.feed())
                .withAgents(station.agents())
                .withStores(() -> ApiWiring.stores(station.deployment().running()))
                .withHooks(watch.hooks());
        return switch (ApiServer.start(options, desk)) {
            case ApiStart.Started started -> started.server();
            case ApiStart.Refused refused -> throw new RefusedException(refused.problem());
        };
    }
}

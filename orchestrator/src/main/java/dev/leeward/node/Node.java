package dev.leeward.node;

import dev.leeward.api.ApiOptions;
import dev.leeward.api.ApiServer;
import dev.leeward.api.ApiStart;
import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.control.ControlLoop;
import dev.leeward.control.Input;
import dev.leeward.control.Timers;
import dev.leeward.control.Turned;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Projection;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.journal.sqlite.SqliteJournal;
import dev.leeward.journal.sqlite.SqliteOpening;
import dev.leeward.metrics.Meters;
import dev.leeward.notify.Channels;
import dev.leeward.notify.DeliveryPolicy;
import dev.leeward.notify.Outbox;
import dev.leeward.probe.Prober;
import dev.leeward.probe.schedule.ProbeSchedule;
import dev.leeward.prober.ProberOfEveryKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running orchestrator: where ports meet adapters, wired by hand. What was opened is closed in the reverse order, also
 * when the start fails half way.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration REHEARSAL = Duration.ofMillis(1_500);
    private static final Duration INBOX_PATIENCE = Duration.ofSeconds(30);
    private static final int BURST_LIMIT = 12;
    private static final int MOST_UNDELIVERED = 5_000;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Deployment deployment;
    private final LoopThread thread;
    private final URI api;

    /** What starting came to. */
    public sealed interface Start {
        /** It watches and acts. */
        record Running(Node node) implements Start {}

        /** It does not; nothing was changed. */
        record Refused(Problem problem) implements Start {}
    }

    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        RefusedException(Problem problem) {
            super(problem.sentence());
            this.problem = problem;
        }
    }

    /** Starts a node on the configuration that {@code store} holds. */
    public static Start start(ConfigurationStore store, String version) {
        return start(store, version, UnaryOperator.identity());
    }

    /** The same, with {@code around} put around the journal: tests crash there. */
    static Start start(ConfigurationStore store, String version, UnaryOperator<Journal> around) {
        var opened = new ArrayDeque<AutoCloseable>();
        try {
            return new Start.Running(new Node(store, version, around, opened));
        } catch (RefusedException refused) {
            closeAll(opened);
            return new Start.Refused(refused.problem);
        }
    }

    private Node(ConfigurationStore store, String version, UnaryOperator<Journal> around, Deque<AutoCloseable> opened)
            throws RefusedException {
        var configuration = store.current();
        var name = configuration.observer().name().value();
        var file = openJournal(configuration, name, version);
        opened.push(file);
        var clock = AnchoredClock.notBefore(lastEntryAt(file));
        var inbox = new Inbox();
        var followers = new Followers();
        opened.push(followers);
        var meters = new Meters(version).withProcess();
        var outbox = new Outbox(
                Channels.of(configuration.notifications()),
                DeliveryPolicy.defaults(),
                clock,
                told -> put(inbox, new Input.NoticeReturned(told.sequence(), told.channel(), told.failed())));
        opened.push(outbox);
        var journal = new WatchedJournal(around.apply(file), (entries, took) -> {
            followers.appended(entries);
            outbox.appended(entries);
            meters.appended(entries, took);
        });
        Prober prober = ProberOfEveryKind.ofThisMachine();
        opened.push(prober);
        deployment = new Deployment(store, inbox);
        opened.push(deployment);
        var conductor = new Conductor(
                deployment::actuator,
                new StepWork(deployment::actuator, new FreshLook(prober)),
                input -> put(inbox, input),
                clock);
        opened.push(conductor);
        var loop = new ControlLoop(
                journal,
                conductor,
                configuration.topology(),
                Timers.defaults(),
                configuration.journal().keep(),
                clock.instant());
        meters.restored(loop.projection(), journal.lastSequence());
        meters.configured(loop.topology());
        outbox.start(loop.projection().outbox(), undelivered(journal, loop.projection()));
        requireFitting(loop);
        takeOver(loop, name, version, configuration, clock.instant());
        var schedule = ProbeSchedule.start(prober, configuration.observer().name(), clock, BURST_LIMIT, seen -> {
            meters.observed(seen);
            inbox.put(new Input.Observed(seen), Duration.ZERO);
        });
        opened.push(schedule);
        deployment.watch(topology -> {
            schedule.reconfigure(topology);
            meters.configured(topology);
        });
        thread = new LoopThread(loop, inbox, clock, took -> report(meters, loop, inbox, took));
        var desk = new NodeDesk(loop, inbox, journal, followers, clock, thread::lastTurn, deployment::reload);
        thread.start();
        opened.push(thread);
        Rehearsal.begin(loop.topology(), REHEARSAL);
        var server = startApi(configuration, desk, meters);
        opened.push(server);
        api = server.uri();
        open.addAll(opened);
        LOG.info(
                "node {} watches {} services; API at {}",
                name,
                loop.topology().services().size(),
                api);
    }

    /** Where the API listens. */
    public URI api() {
        return api;
    }

    /** Reads the configuration file again; the result is logged and journaled. */
    public void reload() {
        var _ = deployment.reload().whenComplete((errors, bug) -> {
            if (bug != null) LOG.error("the reload met a bug", bug);
            else if (errors.isEmpty()) LOG.info("the configuration was read again and is in force");
            else LOG.warn("the configuration was refused, the one before stays in force: {}", errors);
        });
    }

    /** Waits until the control loop ends, and says why it did. */
    public String awaitEnd() throws InterruptedException {
        return thread.awaitEnd();
    }

    @Override
    public void close() {
        closeAll(open);
    }

    private static Journal openJournal(Configuration configuration, String node, String version)
            throws RefusedException {
        var at = new JournalFile(configuration.journal().path(), node, version);
        return switch (SqliteJournal.open(at)) {
            case SqliteOpening.Opened opened -> opened.journal();
            case SqliteOpening.Refused refused -> throw new RefusedException(refused.problem());
        };
    }

    private static Instant lastEntryAt(Journal journal) {
        long last = journal.lastSequence();
        return journal.read(Math.max(0, last - 1), 1).stream()
                .map(entry -> entry.at())
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** The file may have changed while no node ran: it must not lose track of where traffic is, or of an open run. */
    private static void requireFitting(ControlLoop loop) throws RefusedException {
        var objections = loop.objections();
        if (!objections.isEmpty()) {
            throw new RefusedException(Problem.lasting(
                    FaultCode.MISCONFIGURED, "the journal forbids it: " + String.join("; ", objections)));
        }
    }

    private static void takeOver(
            ControlLoop loop, String node, String version, Configuration configuration, Instant now)
            throws RefusedException {
        switch (loop.start(node, version, configuration.digest(), now)) {
            case Turned.Durable _ -> LOG.debug("took the journal over");
            case Turned.NotDurable failed -> throw new RefusedException(failed.problem());
            case Turned.Deposed deposed -> throw new RefusedException(deposed.why());
        }
    }

    private static ApiServer startApi(Configuration configuration, NodeDesk desk, Meters meters)
            throws RefusedException {
        ApiOptions options = ApiWiring.options(configuration.api(), meters::scrape);
        return switch (ApiServer.start(options, desk)) {
            case ApiStart.Started started -> started.server();
            case ApiStart.Refused refused -> throw new RefusedException(refused.problem());
        };
    }

    /** What was journaled since the oldest notice that somebody still has to get. */
    private static List<Entry> undelivered(Journal journal, Projection projection) {
        return projection.outbox().isEmpty()
                ? List.of()
                : journal.read(projection.outbox().getFirst().sequence(), MOST_UNDELIVERED);
    }

    private static void report(Meters meters, ControlLoop loop, Inbox inbox, Duration took) {
        meters.turned(took, inbox.depth());
        var views = loop.views();
        views.forEach(view -> meters.decided(view.service().name(), view.decision()));
        meters.warmedUp(!views.isEmpty()
                && views.stream()
                        .flatMap(view -> view.health().stream())
                        .noneMatch(health -> health.verdict() == Verdict.UNKNOWN));
    }

    private static void put(Inbox inbox, Input input) {
        if (!inbox.put(input, INBOX_PATIENCE)) LOG.error("the inbox stayed full; lost {}", input);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("closing {} failed", part.getClass().getSimpleName(), e);
            }
        }
    }
}

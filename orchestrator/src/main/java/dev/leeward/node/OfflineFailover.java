package dev.leeward.node;

import dev.leeward.agents.AgentDesk;
import dev.leeward.config.Configuration;
import dev.leeward.config.JournalSettings;
import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.control.BreakingGlass;
import dev.leeward.control.Input;
import dev.leeward.control.OrderReply;
import dev.leeward.control.ServiceView;
import dev.leeward.decision.Order;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Journal;
import dev.leeward.journal.sqlite.FileLeadership;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.leadership.Leadership.Candidacy;
import dev.leeward.metrics.Meters;
import dev.leeward.probe.schedule.ProbeSchedule;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunId;
import dev.leeward.runbook.RunbookRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Moves one service while the shared journal cannot be reached: a tenure like any other, with the same control loop, rules,
 * run book, steering and epochs, over a journal of its own that begins with what this machine's copy knows. Nothing in it
 * acts by itself. What it leaves behind is brought in when the shared journal is back.
 */
public final class OfflineFailover implements AutoCloseable {
    private static final int BURST_LIMIT = 12;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Parts parts;
    private final ServiceName service;
    private final JournalFile record;
    private final boolean fresh;
    private final OfflineKnowledge knowledge;
    /** Agents ask the nodes that lead; what is done offline reaches none of them. */
    private static final AgentDesk NOBODY = new AgentDesk(() -> false);

    private final Tenure tenure;
    private boolean ordered;

    /** What beginning came to. */
    public sealed interface Opening {
        /** It can be ordered; nothing was changed but for the record. */
        record Ready(OfflineFailover failover) implements Opening {}

        /** It cannot; nothing was changed. */
        record Refused(Problem problem) implements Opening {}
    }

    /** Whom and what it is for. */
    public record Cause(ServiceName service, String by, String why) {}

    /** Begins, from the configuration and the copy alone. Asks etcd once whether somebody leads, for seconds at most. */
    public static Opening open(ConfigurationStore store, String version, Cause cause) {
        var parts = new Parts();
        try {
            return new Opening.Ready(new OfflineFailover(store, version, cause, parts));
        } catch (RefusedException e) {
            parts.close();
            return new Opening.Refused(e.problem());
        }
    }

    private OfflineFailover(ConfigurationStore store, String version, Cause cause, Parts parts)
            throws RefusedException {
        this.parts = parts;
        this.service = cause.service();
        var configuration = store.current();
        var etcd = etcd(configuration, cause.service());
        var places = new OfflinePlaces(etcd, configuration.observer().name().value(), version);
        var journalSilence = OfflineKnowledge.silence(etcd, configuration, version);
        var clock = AnchoredClock.notBefore(Instant.EPOCH);
        var open = places.open();
        fresh = open.isEmpty();
        record = open.isPresent() ? open.get() : places.begin(clock.instant());
        var deployment = parts.add(new Deployment(store, NOBODY));
        var leadership = new FileLeadership(record);
        if (!(leadership.campaign(Duration.ZERO) instanceof Candidacy.Elected elected)) {
            throw new RefusedException(Problem.lasting(
                    FaultCode.CONFLICT, "another failover is under way on this machine, on " + record.path()));
        }
        parts.add(elected.term());
        var journal = elected.term().journal();
        knowledge = OfflineKnowledge.of(cause, configuration, deployment, journal, places, journalSilence);
        breakGlass(cause, configuration, journal, clock.instant());
        var prober =
                parts.add(Sockets.prober(configuration.observer(), configuration::declaration, configuration::linode));
        var station = new Station(
                configuration.observer().name().value(),
                version,
                clock,
                deployment,
                prober,
                new RecentLooks(),
                new RecentLinks(),
                parts.add(new Followers()),
                new Meters(version),
                NOBODY);
        tenure = parts.add(Tenure.begin(station, elected.term(), around -> around));
        var schedule = parts.add(ProbeSchedule.start(
                prober, configuration.observer().name(), clock, BURST_LIMIT, station.looks()::observed));
        deployment.watch(schedule::reconfigure);
        tenure.start();
    }

    private static JournalSettings.Etcd etcd(Configuration configuration, ServiceName service) throws RefusedException {
        if (configuration.topology().service(service).isEmpty()) {
            throw new RefusedException(Problem.lasting(FaultCode.NOT_FOUND, "there is no service " + service));
        }
        if (configuration.journal().store() instanceof JournalSettings.Etcd etcd) return etcd;
        throw new RefusedException(
                Problem.lasting(
                        FaultCode.MISCONFIGURED,
                        "the journal is in a file of this machine, so there is nothing to do without: start a node and order it"));
    }

    private void breakGlass(Cause cause, Configuration configuration, Journal journal, Instant now)
            throws RefusedException {
        var glass = new BreakingGlass.Glass(
                cause.service(), cause.by(), cause.why(), knowledge.copySequence(), knowledge.copyAsOf());
        var events =
                BreakingGlass.events(glass, configuration.topology(), knowledge.projection(), knowledge.epoch(), now);
        if (journal.append(journal.lastSequence(), now, events) instanceof Journal.Appended.Done) return;
        throw new RefusedException(
                Problem.lasting(FaultCode.UNAVAILABLE, "the record " + record.path() + " cannot be written"));
    }

    /** What is known, and what is not. */
    public OfflineKnowledge knowledge() {
        return knowledge;
    }

    /** Where what is done is recorded. */
    public Path record() {
        return record.path();
    }

    /**
     * What would become of {@code order}: asked again until it would be accepted or {@code patience} is over, since looks are
     * only just coming in.
     */
    public OrderReply preview(Order.Move order, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        var reply = submit(order, true);
        while (!reply.accepted() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_EVERY);
            reply = submit(order, true);
        }
        return reply;
    }

    /** Gives the order. */
    public OrderReply order(Order.Move order) throws InterruptedException {
        ordered = true;
        return submit(order, false);
    }

    private OrderReply submit(Order order, boolean dryRun) throws InterruptedException {
        var reply = new CompletableFuture<OrderReply>();
        tenure.inbox().put(new Input.Ordered(order, dryRun, reply::complete), ANSWER);
        try {
            return reply.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the control loop did not answer", e);
        }
    }

    /** The run, once it has ended; empty when it had not within {@code limit}. */
    public Optional<RunbookRun> awaitEnd(RunId run, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            var ended = view().flatMap(view -> view.state().past().stream()
                    .filter(past -> past.id().equals(run))
                    .findFirst());
            if (ended.isPresent()) return ended;
            Thread.sleep(LOOK_EVERY);
        }
        return Optional.empty();
    }

    /** The service as it stands now. */
    public Optional<ServiceView> view() {
        return tenure.loop().views().stream()
                .filter(view -> view.service().name().equals(service))
                .findFirst();
    }

    /** Stops. A record on which nothing was ordered is taken away. */
    @Override
    public void close() {
        parts.close();
        if (ordered || !fresh) return;
        try {
            OfflinePlaces.drop(record);
        } catch (RefusedException e) {
            throw new IllegalStateException(e.problem().sentence(), e);
        }
    }
}

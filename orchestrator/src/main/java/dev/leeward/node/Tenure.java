package dev.leeward.node;

import dev.leeward.config.Configuration;
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
import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.leadership.Term;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Performer;
import dev.leeward.notify.Channels;
import dev.leeward.notify.DeliveryPolicy;
import dev.leeward.notify.Outbox;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lives as long as this node leads: a control loop over a fresh replay of the journal, with everything that acts for
 * it. Once it has ended nothing of it acts; the next one begins from the journal again.
 */
final class Tenure implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
    private static final Duration INBOX_PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_UNDELIVERED = 5_000;
    private static final int BEFORE_UNDELIVERED = 1_000;

    private final Station station;
    private final Term term;
    private final Parts parts;
    private final Inbox inbox = new Inbox();
    private final WatchedJournal journal;
    private final ControlLoop loop;
    private final LoopThread thread;

    private Tenure(Station station, Term term, UnaryOperator<Journal> around, Parts parts) throws RefusedException {
        this.station = station;
        this.term = term;
        this.parts = parts;
        parts.add(term);
        station.clock().advanceTo(lastEntryAt(term.journal()));
        var configuration = station.deployment().leadTo(inbox);
        parts.add(this::letGo);
        var outbox = parts.add(new Outbox(
                Channels.of(configuration.notifications()),
                DeliveryPolicy.defaults(),
                station.clock(),
                told -> put(new Input.NoticeReturned(told.sequence(), told.channel(), told.failed()))));
        journal = new WatchedJournal(around.apply(term.journal()), (entries, took) -> {
            station.followers().appended(entries);
            outbox.appended(entries);
            station.meters().appended(entries, took);
        });
        var conductor = parts.add(new Conductor(
                this::actuator,
                new StepWork(this::actuator, this::performer, new FreshLook(station.prober())),
                this::put,
                station.clock()));
        loop = new ControlLoop(
                journal,
                conductor,
                configuration.topology(),
                Timers.defaults(),
                configuration.journal().keep(),
                station.clock().instant());
        station.meters().restored(loop.projection(), journal.lastSequence());
        outbox.start(loop.projection(), undelivered(journal, loop.projection()));
        station.meters().notices(outbox::standings);
        requireFitting();
        takeOver(configuration);
        thread = parts.add(new LoopThread(loop, inbox, station.clock(), this::report));
    }

    /** Takes the journal over; the loop does not turn yet. The term is closed with the tenure, or when it is refused. */
    static Tenure begin(Station station, Term term, UnaryOperator<Journal> around) throws RefusedException {
        var parts = new Parts();
        boolean begun = false;
        try {
            var tenure = new Tenure(station, term, around, parts);
            begun = true;
            return tenure;
        } catch (UnreadableJournalException e) {
            throw (RefusedException) new RefusedException(e.problem()).initCause(e);
        } finally {
            if (!begun) parts.close();
        }
    }

    /** Begins to decide, on what was seen until now to begin with. */
    void start() {
        var seen = station.looks().leadTo(look -> inbox.put(new Input.Observed(look), Duration.ZERO));
        seen.forEach(look -> inbox.put(new Input.Observed(look), Duration.ZERO));
        station.links().leadTo(read -> inbox.put(new Input.LinksRead(read), Duration.ZERO));
        thread.start();
        station.meters().leads(true);
        var _ = term.ended().thenAccept(thread::stop);
    }

    /** Waits until nothing is decided here any more, and says why. */
    LoopThread.Ending awaitEnd() throws InterruptedException {
        return thread.awaitEnd();
    }

    ControlLoop loop() {
        return loop;
    }

    Inbox inbox() {
        return inbox;
    }

    Journal journal() {
        return journal;
    }

    /** How long this node surely leads. */
    Duration leaseLeft() {
        return term.remaining();
    }

    Instant lastTurn() {
        return thread.lastTurn();
    }

    /** Stops deciding and acting, then gives the lead up. */
    @Override
    public void close() {
        parts.close();
    }

    private void letGo() {
        station.meters().leads(false);
        station.meters().notices(Map::of);
        station.agents().withdrawAll();
        station.deployment().standBy();
        station.looks().keepAgain();
        station.links().keepAgain();
        inbox.turnAway("this node does not lead any more");
    }

    private @Nullable Actuator actuator(TargetId target) {
        var actuator = station.deployment().actuator(target);
        return actuator == null ? null : new GuardedActuator(actuator, term);
    }

    private @Nullable Performer performer(ServiceName service, MeasureId measure) {
        var performer = station.deployment().performer(service, measure);
        return performer == null ? null : new GuardedPerformer(performer, term);
    }

    private void put(Input input) {
        if (!inbox.put(input, INBOX_PATIENCE)) LOG.error("the inbox stayed full; lost {}", input);
    }

    private static Instant lastEntryAt(Journal journal) {
        long last = journal.lastSequence();
        return journal.read(Math.max(0, last - 1), 1).stream()
                .map(Entry::at)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** The file may have changed while no node ran: it must not lose track of where traffic is, or of an open run. */
    private void requireFitting() throws RefusedException {
        var objections = loop.objections();
        if (!objections.isEmpty()) {
            throw new RefusedException(Problem.lasting(
                    FaultCode.MISCONFIGURED, "the journal forbids it: " + String.join("; ", objections)));
        }
    }

    private void takeOver(Configuration configuration) throws RefusedException {
        var now = station.clock().instant();
        switch (loop.start(station.name(), station.version(), configuration.digest(), now)) {
            case Turned.Durable _ -> LOG.debug("took the journal over");
            case Turned.NotDurable failed -> throw new RefusedException(failed.problem());
            case Turned.Deposed deposed -> throw new RefusedException(deposed.why());
        }
    }

    /**
     * What was journaled since the oldest notice that somebody still has to get, and some of what was before: how the matters
     * began that end there.
     */
    private static List<Entry> undelivered(Journal journal, Projection projection) {
        if (projection.outbox().isEmpty()) return List.of();
        long oldest = projection.outbox().getFirst().sequence();
        return journal.read(Math.max(0, oldest - BEFORE_UNDELIVERED), BEFORE_UNDELIVERED + MOST_UNDELIVERED);
    }

    private void report(Duration took) {
        var meters = station.meters();
        meters.turned(took, inbox.depth());
        var views = loop.views();
        views.forEach(view -> meters.decided(view.service().name(), view.decision()));
        meters.warmedUp(!views.isEmpty()
                && views.stream()
                        .flatMap(view -> view.health().stream())
                        .noneMatch(health -> health.verdict() == Verdict.UNKNOWN));
    }
}

package dev.leeward.probe.schedule;

import dev.leeward.probe.Check;
import dev.leeward.probe.Observation;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.schedule.Timetable;
import dev.leeward.schedule.Turn;
import dev.leeward.service.Topology;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all probes of a topology against a prober, each at its {@link dev.leeward.probe.Cadence}, with one thread for all.
 *
 * <p>Looks start up to 5 ms late: those that are due within the same 5 ms start together, which saves most of the
 * wake-ups that a thousand probes would cost.
 */
public final class ProbeSchedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeSchedule.class);
    private static final long TICK_NANOS = 5_000_000;

    private final Prober prober;
    private final VantagePoint from;
    private final InstantSource clock;
    private final Consumer<Observation> observed;
    private final Thread thread;
    private final Instant begin;

    /** Guards all that follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition sooner = lock.newCondition();
    private final Timetable timetable;
    private Instant asleepUntil = Instant.MIN;
    private boolean closed;

    private ProbeSchedule(
            Prober prober, VantagePoint from, InstantSource clock, int burstLimit, Consumer<Observation> observed) {
        this.prober = prober;
        this.from = from;
        this.clock = clock;
        this.observed = observed;
        this.begin = clock.instant();
        this.timetable = new Timetable(burstLimit);
        this.thread = Thread.ofPlatform().name("leeward-schedule").daemon().unstarted(this::run);
    }

    /**
     * Starts with nothing to look at; {@link #reconfigure} says what.
     *
     * @param prober looks; it stays the caller's to close, after this
     * @param clock never jumps, such as {@link SteadyClock}
     * @param burstLimit at most so many burst looks of one probe until it is healthy again
     * @param observed told of every look that ends, on the prober's threads, several at once; must be quick
     */
    public static ProbeSchedule start(
            Prober prober, VantagePoint from, InstantSource clock, int burstLimit, Consumer<Observation> observed) {
        ProbeSchedule schedule = new ProbeSchedule(prober, from, clock, burstLimit, observed);
        schedule.thread.start();
        return schedule;
    }

    /** Without the thread: the test turns it. */
    static ProbeSchedule turnedByHand(
            Prober prober, VantagePoint from, InstantSource clock, int burstLimit, Consumer<Observation> observed) {
        return new ProbeSchedule(prober, from, clock, burstLimit, observed);
    }

    /** Takes over another topology. Probes that have not changed go on as if nothing had happened. */
    public void reconfigure(Topology topology) {
        lock.lock();
        try {
            timetable.reconfigure(topology, clock.instant());
            sooner.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Has a probe look as soon as may be, because another vantage point saw it fail. */
    public void lookAgain(ProbeId probe) {
        lock.lock();
        try {
            if (closed) return;
            timetable.lookAgain(probe, clock.instant());
            wakeIfEarlier();
        } finally {
            lock.unlock();
        }
    }

    /** Has the regions be looked at at once, and closely for a while, that have a probe with such a check. */
    public void hasten(Predicate<Check> which) {
        lock.lock();
        try {
            if (closed) return;
            timetable.hasten(which, clock.instant());
            wakeIfEarlier();
        } finally {
            lock.unlock();
        }
    }

    private void wakeIfEarlier() {
        boolean earlier =
                timetable.next().map(due -> tick(due).isBefore(asleepUntil)).orElse(false);
        if (earlier) sooner.signal();
    }

    /** Starts all looks that are due and returns when the next one is; empty if there is none. */
    Optional<Instant> turn() {
        List<Turn> turns;
        lock.lock();
        try {
            if (closed) return Optional.empty();
            turns = timetable.due(clock.instant());
        } finally {
            lock.unlock();
        }
        // Outside of the lock: a prober may answer at once, or from another thread that waits for the lock.
        turns.forEach(this::look);
        lock.lock();
        try {
            return timetable.next();
        } finally {
            lock.unlock();
        }
    }

    private void look(Turn turn) {
        Instant startedAt = clock.instant();
        AtomicBoolean answered = new AtomicBoolean();
        Consumer<Sighting> sink = sighting -> {
            if (answered.compareAndSet(false, true)) ended(turn, startedAt, sighting);
        };
        try {
            prober.look(turn.probe(), sink);
        } catch (RuntimeException e) {
            LOG.error("The look of {} could not be started", turn.probe().id(), e);
            sink.accept(new Sighting.Inconclusive("internal error: " + e, PhaseTimings.ofTotal(Duration.ZERO)));
        }
    }

    private void ended(Turn turn, Instant startedAt, Sighting sighting) {
        Instant now = clock.instant();
        lock.lock();
        try {
            if (closed || !timetable.ended(turn, sighting, now)) return;
            wakeIfEarlier();
        } finally {
            lock.unlock();
        }
        observed.accept(new Observation(turn.probe().id(), from, startedAt, now, sighting));
    }

    private void run() {
        try {
            while (sleep()) turn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("The schedule was interrupted: nothing is looked at any more");
        }
    }

    /** Sleeps until a look is due; returns whether to go on. */
    private boolean sleep() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                asleepUntil = timetable.next().map(this::tick).orElse(Instant.MAX);
                Instant now = clock.instant();
                if (!asleepUntil.isAfter(now)) return true;
                if (asleepUntil.equals(Instant.MAX)) sooner.await();
                else sooner.awaitNanos(ChronoUnit.NANOS.between(now, asleepUntil));
            }
            return false;
        } finally {
            asleepUntil = Instant.MIN;
            lock.unlock();
        }
    }

    /** The end of the tick in which a moment lies. */
    private Instant tick(Instant due) {
        long ticks = Math.ceilDiv(ChronoUnit.NANOS.between(begin, due), TICK_NANOS);
        return begin.plusNanos(ticks * TICK_NANOS);
    }

    /** Starts no more looks; what looks in flight still see is not reported. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            sooner.signal();
        } finally {
            lock.unlock();
        }
    }
}

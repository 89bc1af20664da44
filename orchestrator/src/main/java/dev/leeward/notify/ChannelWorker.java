package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import dev.leeward.notify.ChannelQueue.Ended;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one channel on a virtual thread of its own, one notice at a time. */
final class ChannelWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelWorker.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Channel channel;
    private final InstantSource clock;
    private final Consumer<Ended> ended;
    private final Consumer<Notice> reported;
    private final ChannelQueue queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Ended> over = new ArrayList<>();
    private final List<Notice> reports = new ArrayList<>();
    private final Thread thread;

    /**
     * For {@code channel}; both consumers are called on this worker's own thread and may wait.
     *
     * @param ended is told of each notice that is done with
     * @param reported gets what the other channels have to tell of this one
     */
    ChannelWorker(
            Channel channel,
            DeliveryPolicy policy,
            InstantSource clock,
            Consumer<Ended> ended,
            Consumer<Notice> reported) {
        this.channel = channel;
        this.clock = clock;
        this.ended = ended;
        this.reported = reported;
        this.queue = new ChannelQueue(channel.name(), policy, RandomGenerator.getDefault()::nextDouble);
        this.thread = Thread.ofVirtual().name("notices-" + channel.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Returns at once; whatever has to be told of it is told from this worker's own thread. */
    void offer(Notice notice) {
        lock.lock();
        try {
            queue.offer(notice, clock.instant()).ifPresent(over::add);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The same, of what an earlier run of the node delivered to others and not here; before this one starts. */
    void inherit(Notice notice) {
        lock.lock();
        try {
            queue.inherit(notice, clock.instant()).ifPresent(over::add);
        } finally {
            lock.unlock();
        }
    }

    ChannelStanding standing() {
        lock.lock();
        try {
            return queue.standing();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                var notice = awaitDue();
                if (notice.isPresent()) attempted(notice.get(), attempt(notice.get()));
                drained(over).forEach(this::report);
                drained(reports).forEach(reported);
            }
        } catch (InterruptedException _) {
            // Closed: what waits is in the journal's outbox, and delivered after the next start.
            Thread.currentThread().interrupt();
        }
    }

    private <T> List<T> drained(List<T> list) {
        lock.lock();
        try {
            var all = List.copyOf(list);
            list.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** The next one whose turn it is; empty when there is something to tell first. */
    private Optional<Notice> awaitDue() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                var due = queue.due(clock.instant());
                queue.report(clock.instant()).ifPresent(reports::add);
                if (due.isPresent() || !over.isEmpty() || !reports.isEmpty()) return due;
                long nanos =
                        queue.nextTurn().map(this::until).orElse(LONGEST_WAIT).toNanos();
                long left = changed.awaitNanos(nanos);
                LOG.trace("{} woke with {} ns left", channel.name(), left);
            }
        } finally {
            lock.unlock();
        }
    }

    private Duration until(Instant due) {
        var wait = Duration.between(clock.instant(), due);
        var least = Duration.ofMillis(1);
        if (wait.compareTo(least) < 0) return least;
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private Delivered attempt(Notice notice) {
        try {
            return channel.deliver(notice, channel.timeout());
        } catch (RuntimeException bug) {
            // A bug of one channel must neither end its thread nor lose the notice without a record.
            LOG.error("channel {} met a bug", channel.name(), bug);
            return new Delivered.Failed(Problem.lasting(FaultCode.INTERNAL, "the channel met a bug: " + bug));
        }
    }

    private void attempted(Notice notice, Delivered result) {
        if (result instanceof Delivered.Failed(Problem problem)) {
            LOG.warn("notice {} did not reach {}: {}", notice.id(), channel.name(), problem);
        }
        lock.lock();
        try {
            var came = queue.attempted(notice, result, clock.instant());
            came.ended().ifPresent(over::add);
            came.report().ifPresent(reports::add);
        } finally {
            lock.unlock();
        }
    }

    private void report(Ended one) {
        one.failed()
                .ifPresent(why -> LOG.error(
                        "notice {} is given up for {}: {}", one.notice().id(), channel.name(), why));
        ended.accept(one);
    }

    @Override
    public void close() {
        thread.interrupt();
        channel.close();
    }
}

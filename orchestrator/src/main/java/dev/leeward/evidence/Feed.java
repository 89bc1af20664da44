package dev.leeward.evidence;

import dev.leeward.probe.Observation;
import dev.leeward.probe.VantagePoint;
import dev.leeward.service.Topology;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this vantage point saw lately, for others to ask for. Bounded in number and in age: looks that nobody may count any more
 * are gone. Thread-safe.
 */
public final class Feed implements AutoCloseable {
    /** The longest that an answer is held back for want of news. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final int MOST = 20_000;
    private static final int MOST_WAITING = 32;
    private static final int ORIGIN_BYTES = 8;
    /** Looks start in ticks, and end in flocks: those that come this soon after the first are told with it. */
    private static final long GATHER_NANOS = 3_000_000;

    private final VantagePoint from;
    private final InstantSource clock;
    private final String origin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by the lock, like all that follows. */
    private final Deque<Kept> kept = new ArrayDeque<>();

    private Known known = new Known(Map.of());
    private long last;
    private int waiting;
    private boolean closed;

    private record Kept(long number, Observation seen, String check) {}

    /**
     * A feed that has nothing to tell yet.
     *
     * @param clock never runs backwards
     */
    public Feed(VantagePoint from, InstantSource clock) {
        this.from = from;
        this.clock = clock;
        var random = new byte[ORIGIN_BYTES];
        new SecureRandom().nextBytes(random);
        this.origin = HexFormat.of().formatHex(random);
    }

    /** From now on the probes of {@code topology} are told of. */
    public void configured(Topology topology) {
        var next = Known.of(topology);
        lock.lock();
        try {
            known = next;
        } finally {
            lock.unlock();
        }
    }

    /** A look is over. */
    public void observed(Observation seen) {
        lock.lock();
        try {
            var asked = known.probes().get(seen.probe());
            if (asked == null) return;
            kept.addLast(new Kept(++last, seen, asked.check()));
            if (kept.size() > MOST) kept.removeFirst();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** When the newest look began that is kept. */
    public Optional<Instant> newest() {
        lock.lock();
        try {
            return Optional.ofNullable(kept.peekLast()).map(each -> each.seen().startedAt());
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was seen after {@code cursor}, as soon as there is anything, or nothing after {@code wait}. From the beginning for
     * a cursor of another life.
     *
     * @return empty when too many wait already
     */
    public Optional<Told> after(Optional<Cursor> cursor, Duration wait) throws InterruptedException {
        long asked = System.nanoTime();
        lock.lockInterruptibly();
        try {
            long number = cursor.filter(c -> c.origin().equals(origin) && c.number() <= last)
                    .map(Cursor::number)
                    .orElse(0L);
            if (number == last && waiting >= MOST_WAITING) return Optional.empty();
            await(number, wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
            return Optional.of(told(number, asked));
        } finally {
            lock.unlock();
        }
    }

    private void await(long number, Duration wait) throws InterruptedException {
        if (last > number) return;
        waiting++;
        try {
            long left = wait.toNanos();
            while (!closed && last == number && left > 0) left = changed.awaitNanos(left);
            long gather = GATHER_NANOS;
            while (!closed && last > number && gather > 0) gather = changed.awaitNanos(gather);
        } finally {
            waiting--;
        }
    }

    private Told told(long number, long asked) {
        var now = clock.instant();
        expire(now);
        List<Kept> news = new ArrayList<>();
        for (var each = kept.descendingIterator(); each.hasNext(); ) {
            var next = each.next();
            if (next.number() <= number) break;
            news.add(next);
        }
        var looks = news.reversed().stream()
                .limit(Told.MOST_LOOKS)
                .map(each -> ToldLook.of(
                        each.number(),
                        each.seen(),
                        each.check(),
                        Duration.between(each.seen().startedAt(), now)))
                .toList();
        long next = looks.isEmpty() ? last : looks.getLast().number();
        long held = (System.nanoTime() - asked) / 1_000;
        return new Told(from.value(), origin, next, held, looks);
    }

    private void expire(Instant now) {
        var oldest = now.minus(known.longest());
        while (!kept.isEmpty() && kept.getFirst().seen().startedAt().isBefore(oldest)) kept.removeFirst();
    }

    /** Answers whoever waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

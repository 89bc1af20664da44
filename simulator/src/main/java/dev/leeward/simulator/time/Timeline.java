package dev.leeward.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** True time, and what is due in it. Two things due at once happen in the order in which they were planned. */
public final class Timeline {
    /** A Monday at midnight, so that weekly windows are easy to read. */
    public static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    /** More happens in no second of a small world; a program that is busy for ever must not keep the simulation for ever. */
    private static final int MOST_PER_SECOND = 50_000;

    private static final long SECOND = 1_000_000_000;

    private record Due(long at, long number, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long now;
    private long planned;
    private long second;
    private int inSecond;
    private int most = MOST_PER_SECOND;

    /** Nanoseconds since {@link #BEGIN}. */
    public long now() {
        return now;
    }

    /** The same as an instant. */
    public Instant instant() {
        return BEGIN.plusNanos(now);
    }

    /** So many things more are no wonder within a second, as the world is that large. */
    public void expect(int more) {
        most += more;
    }

    /** Has {@code what} happen {@code nanos} from now. */
    public void after(long nanos, Runnable what) {
        queue.add(new Due(now + Math.max(0, nanos), planned++, what));
    }

    /** Has {@code what} happen after {@code wait}. */
    public void after(Duration wait, Runnable what) {
        after(wait.toNanos(), what);
    }

    /** It is {@code moment} now; what was due before happens late, with the next steps. */
    public void leap(long moment) {
        now = Math.max(now, moment);
    }

    /** Lets the next thing happen, if one is due by {@code end}; otherwise it is {@code end}, and nothing happened. */
    public boolean step(long end) {
        var next = queue.peek();
        if (next == null || next.at > end) {
            now = Math.max(now, end);
            return false;
        }
        queue.poll();
        now = Math.max(now, next.at);
        count();
        next.what.run();
        return true;
    }

    private void count() {
        if (now - second >= SECOND) {
            second = now;
            inSecond = 0;
        }
        if (++inSecond > most) throw new IllegalStateException("time hardly moves: something never rests");
    }
}

package dev.leeward.replication.dynamodb;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.replication.Turn;
import dev.leeward.replication.Way;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A thread that takes turns until it is told to stop, and rests longer and longer where there is nothing to do. */
final class Loop implements AutoCloseable {
    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 8;
    private static final Duration BRIEFLY = Duration.ofMillis(2);
    private static final Duration IDLE = Duration.ofMillis(64);
    /** Of all but one, which are woken when there is more to do than that one does. */
    private static final Duration RESERVE = Duration.ofMillis(512);

    private final String name;
    private final Turn turn;
    private final Duration first;
    private final Duration most;
    private final Consumer<Problem> bugs;
    private final Thread thread;
    private final AtomicBoolean isResting = new AtomicBoolean();
    private volatile boolean isStopping;

    /**
     * Starts one.
     *
     * @param first how long it rests after the first turn that did nothing
     * @param most the longest that it rests
     * @param bugs is told what must not happen; the turn is taken again
     */
    Loop(String name, Turn turn, Duration first, Duration most, Consumer<Problem> bugs) {
        this.name = name;
        this.turn = turn;
        this.first = first;
        this.most = most;
        this.bugs = bugs;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** So many that take turns on one way side by side. Whenever there is work, one of those that rest is woken. */
    static List<Loop> several(int count, String name, Way way, Consumer<Problem> bugs) {
        List<Loop> loops = IntStream.range(0, count)
                .mapToObj(number -> new Loop(name, way, BRIEFLY, number == 0 ? IDLE : RESERVE, bugs))
                .toList();
        way.onWork(() -> wakeOne(loops));
        return loops;
    }

    private static void wakeOne(List<Loop> loops) {
        for (Loop loop : loops) {
            if (loop.wake()) return;
        }
    }

    /** Takes no more turns; the one under way comes to its end, as every call in it does. */
    void stop() {
        isStopping = true;
        LockSupport.unpark(thread);
    }

    /** Ends its rest; says whether it was resting and nobody had woken it yet. */
    private boolean wake() {
        boolean isWoken = isResting.compareAndSet(true, false);
        if (isWoken) LockSupport.unpark(thread);
        return isWoken;
    }

    @Override
    public void close() {
        stop();
        try {
            if (thread.join(STOPPING)) return;
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
        }
    }

    private boolean take() {
        try {
            return turn.take();
        } catch (RuntimeException e) {
            bugs.accept(Problem.lasting(FaultCode.INTERNAL, name + ": " + e));
            return false;
        }
    }

    private void run() {
        int idle = 0;
        while (!isStopping) {
            if (take()) {
                idle = 0;
                continue;
            }
            Duration rest = first.multipliedBy(1L << Math.min(idle++, MOST_DOUBLINGS));
            isResting.set(true);
            LockSupport.parkNanos(Math.min(rest.toNanos(), most.toNanos()));
            isResting.set(false);
        }
    }
}

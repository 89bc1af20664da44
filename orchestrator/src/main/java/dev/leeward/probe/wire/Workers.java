package dev.leeward.probe.wire;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for what takes longer than the loop may: the loop waits for nobody. */
final class Workers implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Deep enough for the recursion of a regular expression over 64 KiB in most cases. */
    private static final long STACK = 4L * 1024 * 1024;

    private final ThreadPoolExecutor pool;

    Workers(String name) {
        ThreadFactory threads = task -> {
            Thread thread = new Thread(null, task, name, STACK);
            thread.setDaemon(true);
            return thread;
        };
        pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                threads);
        pool.allowCoreThreadTimeOut(true);
    }

    /** Has the task run soon; false if there is no place for it. */
    boolean run(Runnable task) {
        try {
            pool.execute(task);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Forgets what has not begun; what has begun comes to its end by its own deadline. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}

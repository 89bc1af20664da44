package dev.leeward.probe.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for channels, deadlines and posted tasks, and sleeps when there is nothing to do. What belongs to
 * it is touched by that thread only, so there are no locks but the one around the posted tasks.
 */
final class Loop implements AutoCloseable {

    /** What a key is attached to. */
    interface Channelled {
        /** The channel is ready for something that was waited for. */
        void ready(SelectionKey key);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final int CHUNK = 16 * 1024;

    /** Holds any TLS record the engine makes. */
    private static final int RECORD = 32 * 1024;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Where the loop reads to; its content is used up before the next event. Direct: the JDK would copy otherwise. */
    final ByteBuffer incoming = ByteBuffer.allocateDirect(CHUNK);

    /** Where the loop writes from; what a socket does not take at once is copied out of it. */
    final ByteBuffer outgoing = ByteBuffer.allocateDirect(RECORD);

    final Deadlines deadlines = new Deadlines();
    final Selector selector;

    private final Consumer<SelectionKey> dispatch = Loop::dispatch;
    private final Thread thread;
    private final Runnable atEnd;

    /** Guards the next three. */
    private final Object lock = new Object();

    private ArrayDeque<Runnable> posted = new ArrayDeque<>();
    private boolean asleep;
    private boolean closing;

    private ArrayDeque<Runnable> drained = new ArrayDeque<>();

    /**
     * @param atEnd called as the last thing on the loop's thread
     * @throws UncheckedIOException if the system has no selector to give
     */
    Loop(String name, Runnable atEnd) {
        this.atEnd = atEnd;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("No selector", e);
        }
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    /** Has the task run on the loop's thread, soon; false if the loop is closing and it will not run. */
    boolean post(Runnable task) {
        boolean wake;
        synchronized (lock) {
            if (closing) return false;
            posted.add(task);
            wake = asleep;
            asleep = false;
        }
        // Only the first post wakes a sleeping loop: each wake-up is two system calls.
        if (wake) selector.wakeup();
        return true;
    }

    private void run() {
        try {
            while (turn()) {
                // Everything happens in turn().
            }
        } catch (IOException e) {
            LOG.error("The probing loop cannot go on", e);
            synchronized (lock) {
                closing = true;
            }
        } finally {
            runPosted();
            atEnd.run();
            closeSelector();
        }
    }

    private boolean turn() throws IOException {
        runPosted();
        runPassed();
        long wait = sleepMillis();
        if (wait < 0) return false;
        if (wait == 0) selector.selectNow(dispatch);
        else selector.select(dispatch, wait == Long.MAX_VALUE ? 0 : wait);
        synchronized (lock) {
            asleep = false;
        }
        return true;
    }

    /** How long there is nothing to do: 0 for not at all, MAX_VALUE for until something happens, -1 for the end. */
    private long sleepMillis() {
        Deadline next = deadlines.first();
        long nanos = next == null ? Long.MAX_VALUE : next.at - System.nanoTime();
        synchronized (lock) {
            if (closing) return -1;
            if (!posted.isEmpty() || nanos <= 0) return 0;
            asleep = true;
        }
        // Rounded up: waking a little early would spin until the deadline.
        return next == null ? Long.MAX_VALUE : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }

    private void runPosted() {
        synchronized (lock) {
            ArrayDeque<Runnable> full = posted;
            posted = drained;
            drained = full;
        }
        for (Runnable task = drained.poll(); task != null; task = drained.poll()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                // One look's bug must not end all others; its own deadline ends it.
                LOG.error("A task of the probing loop broke", e);
            }
        }
    }

    private void runPassed() {
        if (deadlines.size() == 0) return;
        long now = System.nanoTime();
        for (Deadline next = deadlines.first(); next != null && next.at - now <= 0; next = deadlines.first()) {
            deadlines.remove(next);
            next.passed();
        }
    }

    private static void dispatch(SelectionKey key) {
        Object attached = key.attachment();
        if (!(attached instanceof Channelled channelled)) return;
        try {
            channelled.ready(key);
        } catch (CancelledKeyException e) {
            // Its look has ended in this very round of events: there is nothing left to do for it.
            LOG.trace("Event for a closed channel", e);
        }
    }

    private void closeSelector() {
        try {
            // Closed channels keep their file descriptors until the selector has seen them once more.
            selector.selectNow();
            selector.close();
        } catch (IOException e) {
            LOG.warn("Cannot close the selector", e);
        }
    }

    /** Ends the loop and waits for its end, unless the loop itself calls. */
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
        }
        selector.wakeup();
        if (isCurrent()) return;
        join(thread);
    }

    private static void join(@Nullable Thread ending) {
        if (ending == null) return;
        try {
            ending.join();
        } catch (InterruptedException e) {
            // The loop ends all the same, only nobody waits for it.
            Thread.currentThread().interrupt();
        }
    }
}

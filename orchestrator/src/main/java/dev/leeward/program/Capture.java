package dev.leeward.program;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains a stream into a bounded array. On a platform thread of its own: reading a pipe blocks the thread, and a few hanging
 * commands must not take the carriers of everybody's virtual threads.
 */
public final class Capture {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    private final byte[] kept;
    private final Thread thread;
    private int length;
    private boolean overflowed;

    /**
     * Drains {@code stream} to its end.
     *
     * @param most how many bytes are kept; further ones are read and thrown away
     * @param overflow told once when there are more
     */
    public Capture(String name, InputStream stream, int most, Runnable overflow) {
        this.kept = new byte[most];
        this.thread = Thread.ofPlatform().daemon().name(name).start(() -> drain(stream, overflow));
    }

    private void drain(InputStream stream, Runnable overflow) {
        byte[] piece = new byte[8_192];
        try (stream) {
            for (int got = stream.read(piece); got >= 0; got = stream.read(piece)) {
                if (keep(piece, got)) overflow.run();
            }
        } catch (IOException e) {
            // The process was killed and its pipe closed under us: what came before is all there is.
            LOG.debug("{} ended early", Thread.currentThread().getName(), e);
        }
    }

    /** Whether this is the first time that something had to be thrown away. */
    private synchronized boolean keep(byte[] piece, int got) {
        int room = Math.min(got, kept.length - length);
        System.arraycopy(piece, 0, kept, length, room);
        length += room;
        boolean first = room < got && !overflowed;
        overflowed |= room < got;
        return first;
    }

    /** Waits for the end of the stream, which a process left behind may hold open for ever. */
    public void await(Duration atMost) throws InterruptedException {
        thread.join(atMost);
    }

    /** What was kept so far. */
    public synchronized byte[] bytes() {
        return Arrays.copyOf(kept, length);
    }

    /** Whether there was more. */
    public synchronized boolean isOverflowed() {
        return overflowed;
    }
}

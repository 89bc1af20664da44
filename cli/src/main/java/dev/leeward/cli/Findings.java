package dev.leeward.cli;

import dev.leeward.api.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of JSON lines with what a person may want to look at item by item. Whoever has a line is never kept waiting: the lines
 * wait in a bounded queue, and what does not fit, or cannot be written, is counted and said in the log.
 */
final class Findings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
    private static final int MOST_WAITING = 10_000;
    private static final long MOST_BYTES = 256L * 1024 * 1024;
    private static final long FLUSH_MILLIS = 500;

    private final Path file;
    private final BufferedWriter writer;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private long bytes;

    private Findings(Path file, BufferedWriter writer, long bytes) {
        this.file = file;
        this.writer = writer;
        this.bytes = bytes;
        this.thread = Thread.ofVirtual().name("findings").start(this::write);
    }

    /** Goes on with {@code file}, which is made for its owner alone where there is none: contents of items stand in it. */
    static Findings in(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        var how = new OpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.APPEND};
        return new Findings(file, Files.newBufferedWriter(file, how), Files.size(file));
    }

    /** Adds a line. */
    void add(Map<String, ?> line) {
        if (closed || !waiting.offer(Json.MAPPER.writeValueAsString(line))) lost.incrementAndGet();
    }

    private void write() {
        try (writer) {
            while (!closed || !waiting.isEmpty()) {
                var line = waiting.poll(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
                if (line == null) {
                    writer.flush();
                    tellLost();
                } else {
                    put(line);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            closed = true;
            lost.addAndGet(waiting.size());
            LOG.error("{} cannot be written any more", file, e);
        }
        tellLost();
    }

    private void put(String line) throws IOException {
        if (bytes > MOST_BYTES) {
            lost.incrementAndGet();
            return;
        }
        writer.write(line);
        writer.write('\n');
        bytes += line.length() + 1L;
    }

    private void tellLost() {
        long now = lost.getAndSet(0);
        if (now > 0) LOG.error("{}: {} findings were not written down", file, now);
    }

    /** Writes what waits, for five seconds at most. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

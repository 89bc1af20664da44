package dev.leeward.agent.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the state on the disk, always before anything rests on it. One process at a time. Thread-safe. */
public final class StateFile implements AutoCloseable {
    private static final int MOST_BYTES = 1_000_000;
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final AtomicFile file;
    private final FileChannel claim;
    private final FileLock lock;
    private final Runnable written;
    private volatile HostState now;

    private StateFile(AtomicFile file, FileChannel claim, FileLock lock, HostState now, Runnable written) {
        this.file = file;
        this.claim = claim;
        this.lock = lock;
        this.now = now;
        this.written = written;
    }

    /**
     * Opens the state in {@code folder}, which is made where it is not there.
     *
     * @throws IOException if another agent has it, or it cannot be read: nobody can tell then whether a fence is held
     */
    public static StateFile open(Path folder) throws IOException {
        return open(folder, () -> {});
    }

    /** The same, telling {@code written} whenever something has come to the disk: tests crash there. */
    public static StateFile open(Path folder, Runnable written) throws IOException {
        Files.createDirectories(folder);
        var claim =
                FileChannel.open(folder.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        boolean open = false;
        try {
            FileLock lock = claim(claim, folder);
            var file = new AtomicFile(folder.resolve("state.json"), MOST_BYTES);
            var bytes = file.read();
            var state = bytes.isEmpty() ? HostState.fresh() : parse(bytes.get(), file.path());
            open = true;
            return new StateFile(file, claim, lock, state, written);
        } finally {
            if (!open) claim.close();
        }
    }

    private static FileLock claim(FileChannel claim, Path folder) throws IOException {
        try {
            FileLock lock = claim.tryLock();
            if (lock != null) return lock;
            throw new IOException("another agent uses " + folder);
        } catch (OverlappingFileLockException e) {
            throw new IOException("another agent uses " + folder, e);
        }
    }

    private static HostState parse(byte[] bytes, Path file) throws IOException {
        try {
            return MAPPER.readValue(bytes, HostState.class);
        } catch (JacksonException e) {
            throw new IOException(
                    file + " cannot be understood, so nobody can tell whether a fence is held; put it back from a copy,"
                            + " or make sure that none is and remove it",
                    e);
        }
    }

    /** What is on the disk. */
    public HostState now() {
        return now;
    }

    /**
     * Changes it; returns once that is on the disk.
     *
     * @throws IOException if it may not be: then the agent still goes by what it was
     */
    public synchronized HostState change(UnaryOperator<HostState> change) throws IOException {
        var next = change.apply(now);
        if (next.equals(now)) return now;
        file.replace(MAPPER.writeValueAsBytes(next), MODE);
        now = next;
        written.run();
        return next;
    }

    /** Lets another process have it. */
    @Override
    public void close() throws IOException {
        lock.release();
        claim.close();
    }
}

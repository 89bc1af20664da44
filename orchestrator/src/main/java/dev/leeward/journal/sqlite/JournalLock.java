package dev.leeward.journal.sqlite;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write one journal, as an exclusive lock of the operating system on a file beside it. It ends with the
 * process, however that ends, so a crash leaves nothing to clean up. The file names the holder, for people.
 */
final class JournalLock implements AutoCloseable {
    private static final int LONGEST_NAME = 300;

    /**
     * What this process holds. POSIX gives all locks of a process on a file up when it closes any descriptor of that file,
     * so a second opener in the same process must be turned away before it opens the lock file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private JournalLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the lock at {@code real}, the one path of the file, for {@code holder}, or says who has it. */
    static Taken take(Path real, String holder) throws IOException {
        if (!HELD.add(real)) return new Taken.Held(held(real, "this very process"));
        FileChannel channel = null;
        boolean ours = false;
        try {
            channel = FileChannel.open(real, OwnerOnly.OPENING, OwnerOnly.file(real));
            FileLock lock = channel.tryLock();
            if (lock == null) return new Taken.Held(held(real, holder(real)));
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            ours = true;
            return new Taken.Ours(new JournalLock(real, channel));
        } finally {
            if (!ours) {
                if (channel != null) channel.close();
                HELD.remove(real);
            }
        }
    }

    private static Problem held(Path path, String holder) {
        return Problem.lasting(
                FaultCode.CONFLICT,
                "another orchestrator writes this journal: %s (lock %s); stop it first, or give this one a journal of its own"
                        .formatted(holder, path));
    }

    private static String holder(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var bytes = ByteBuffer.allocate(LONGEST_NAME);
            channel.read(bytes);
            var name = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
            return name.isEmpty() ? "one that is just starting" : name;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(path);
        }
    }

    /** What taking came to. */
    sealed interface Taken {
        /** It is ours until it is closed. */
        record Ours(JournalLock lock) implements Taken {}

        /** Somebody else has it. */
        record Held(Problem problem) implements Taken {}
    }
}

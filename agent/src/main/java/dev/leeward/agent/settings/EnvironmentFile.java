package dev.leeward.agent.settings;

import dev.leeward.agent.state.AtomicFile;
import dev.leeward.environment.EnvironmentText;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The environment file on the disk, with the one that stood before beside it. One edit at a time. */
public final class EnvironmentFile {
    /** Any user's application may read where its region is; secrets do not belong there. */
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r--r--");

    private final AtomicFile file;
    private final AtomicFile before;

    /** The one at {@code path}. */
    public EnvironmentFile(Path path) {
        this.file = new AtomicFile(path, EnvironmentText.MOST_BYTES);
        this.before = new AtomicFile(file.beside(".before"), EnvironmentText.MOST_BYTES);
    }

    /** Where it is. */
    public Path path() {
        return file.path();
    }

    /**
     * What stands there now.
     *
     * @throws IOException if it cannot be read or is not in form: nothing is changed in a file that is not understood
     */
    public EnvironmentText text() throws IOException {
        var bytes = file.read();
        if (bytes.isEmpty()) return EnvironmentText.empty();
        return switch (EnvironmentText.read(bytes.get())) {
            case EnvironmentText.Read.Fine(EnvironmentText text) -> text;
            case EnvironmentText.Read.Wrong(String sentence) ->
                throw new IOException(file.path() + " is left alone: " + sentence);
        };
    }

    /** Fingerprint of what stands there now. */
    public String digest() throws IOException {
        return EnvironmentText.digest(file.read().orElse(new byte[0]));
    }

    /** Keeps what stands there now beside it, in place of what was kept before. */
    synchronized void keep() throws IOException {
        var bytes = file.read();
        if (bytes.isEmpty()) before.remove();
        else before.replace(bytes.get(), MODE);
    }

    /** Puts {@code text} there. */
    synchronized void write(EnvironmentText text) throws IOException {
        file.replace(text.bytes(), MODE);
    }

    /** Puts back what was kept. */
    synchronized void restore() throws IOException {
        Optional<byte[]> kept = before.read();
        if (kept.isEmpty()) file.remove();
        else file.replace(kept.get(), MODE);
    }

    /** Sets {@code values} and leaves all else as it is; whether anything was changed. */
    public synchronized boolean set(Map<String, String> values) throws IOException {
        var now = text();
        var next = now.with(values);
        if (now.digest().equals(next.digest())) return false;
        file.replace(next.bytes(), MODE);
        return true;
    }
}

package dev.leeward.agent.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is only ever replaced as a whole: written beside it, brought to the disk, renamed over it. Whoever reads, and
 * whoever starts after a crash, finds the old one or the new one and nothing between.
 */
public final class AtomicFile {
    private static final Set<PosixFilePermission> OWNERS_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final int most;

    /**
     * @param file an absolute path; not a symbolic link
     * @param most bytes that are read
     */
    public AtomicFile(Path file, int most) {
        this.file = file.toAbsolutePath();
        this.most = most;
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * Its bytes; empty where there is no file.
     *
     * @throws IOException if it cannot be read, is larger than allowed, or is no regular file
     */
    public Optional<byte[]> read() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        requireRegular();
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) throw new IOException(file + " is larger than " + most + " bytes");
            return Optional.of(bytes);
        }
    }

    /**
     * Replaces it; owner, group and mode stay as they are.
     *
     * @param mode of a file that was not there before
     * @throws IOException if it is as it was, or if nobody can tell whether it is on the disk
     */
    public void replace(byte[] bytes, Set<PosixFilePermission> mode) throws IOException {
        boolean existed = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (existed) requireRegular();
        Path fresh = beside(".new");
        // What an earlier life left behind; the name is ours.
        Files.deleteIfExists(fresh);
        try (var channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNERS_ONLY))) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (existed) own(fresh);
            Files.setPosixFilePermissions(
                    fresh, existed ? Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS) : mode);
            channel.force(true);
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.deleteIfExists(fresh);
            throw new IOException(file + " is on a file system that cannot rename in one go", e);
        }
        forceFolder();
        if (!read().filter(now -> Arrays.equals(now, bytes)).isPresent()) {
            throw new IOException(file + " does not hold what was just written");
        }
    }

    /** Removes it, where it is there. */
    public void remove() throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) requireRegular();
        if (Files.deleteIfExists(file)) forceFolder();
    }

    /** A file beside this one, which goes by its name and {@code suffix}. */
    public Path beside(String suffix) {
        return folder().resolve(file.getFileName() + suffix);
    }

    private Path folder() {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    private void own(Path fresh) throws IOException {
        var now = Files.readAttributes(fresh, "unix:uid,gid");
        var wanted = Files.readAttributes(file, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
        for (var id : Set.of("uid", "gid")) {
            var value = wanted.get(id);
            if (value != null && !value.equals(now.get(id))) Files.setAttribute(fresh, "unix:" + id, value);
        }
    }

    private void requireRegular() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a regular file; name the file itself and not a link to it");
        }
    }

    /** A rename is on the disk only when its folder is. */
    private void forceFolder() throws IOException {
        try (var channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

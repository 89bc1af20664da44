package dev.leeward.measure.ssh;

import dev.leeward.fault.FaultCode;
import dev.leeward.measure.joint.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.FileMode;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.RemoteResourceInfo;
import net.schmizz.sshj.sftp.Request;
import net.schmizz.sshj.sftp.Response;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;

/**
 * Files on a host, by SFTP (draft-ietf-secsh-filexfer-02) with two extensions of OpenSSH: {@code fsync@openssh.com}, and {@code
 * posix-rename@openssh.com}, which puts one file in another's place in one go.
 */
final class RemoteFiles implements AutoCloseable {
    /** Of one read or write; every server takes as much. */
    private static final int PIECE = 32 * 1024;

    private static final int OURS_ALONE = 0600;

    /** Made up on this side, where no answer came. */
    private static final Set<StatusCode> LOST =
            EnumSet.of(StatusCode.UNKNOWN, StatusCode.NO_CONNECTION, StatusCode.CONNECITON_LOST);

    private final SFTPEngine engine;
    private final Deadline end;

    private RemoteFiles(SFTPEngine engine, Deadline end) {
        this.engine = engine;
        this.end = end;
    }

    static RemoteFiles over(SSHClient client, Deadline end) throws IOException, HostException {
        client.getConnection().setTimeoutMs(end.millis());
        var engine = new SFTPEngine(client).init();
        if (engine.supportsServerExtension("posix-rename", "openssh.com")
                && engine.supportsServerExtension("fsync", "openssh.com")) {
            return new RemoteFiles(engine, end);
        }
        engine.close();
        throw HostException.lasting(
                FaultCode.MISCONFIGURED,
                "its SFTP server knows no posix-rename or no fsync: OpenSSH's has both, since 6.5");
    }

    /** What a file holds, whose it is, and what may be done with it. */
    static final class Found {
        private final byte[] bytes;
        private final FileAttributes attributes;

        private Found(byte[] bytes, FileAttributes attributes) {
            this.bytes = bytes;
            this.attributes = attributes;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        FileAttributes attributes() {
            return attributes;
        }
    }

    /** What stands at {@code path}, if anything does. */
    Optional<Found> read(String path, int most) throws IOException, HostException {
        var attributes = attributes(path);
        if (attributes.isEmpty()) return Optional.empty();
        if (attributes.get().getType() != FileMode.Type.REGULAR) {
            throw HostException.lasting(
                    FaultCode.REJECTED, path + " is not a regular file; name the file itself and not a link to it");
        }
        return ask("read " + path, () -> {
            try (var file = engine.open(path)) {
                return Optional.of(new Found(bytes(file, most), attributes.get()));
            }
        });
    }

    private Optional<FileAttributes> attributes(String path) throws IOException, HostException {
        return ask("look at " + path, () -> {
            try {
                return Optional.of(engine.lstat(path));
            } catch (SFTPException e) {
                if (e.getStatusCode() == StatusCode.NO_SUCH_FILE) return Optional.empty();
                throw e;
            }
        });
    }

    private static byte[] bytes(RemoteFile file, int most) throws IOException, HostException {
        var bytes = new ByteArrayOutputStream();
        var piece = new byte[PIECE];
        for (int n = file.read(0, piece, 0, PIECE); n >= 0; n = file.read(bytes.size(), piece, 0, PIECE)) {
            bytes.write(piece, 0, n);
            if (bytes.size() > most) {
                throw HostException.lasting(FaultCode.REJECTED, file.getPath() + " is larger than " + most + " bytes");
            }
        }
        return bytes.toByteArray();
    }

    /** Writes a file that is not there yet, with the mode and, where it is given, the owner of another; brings it to the disk. */
    void create(String path, byte[] bytes, FileAttributes like) throws IOException, HostException {
        ask("write " + path, () -> {
            try (var file = fresh(path)) {
                for (int at = 0; at < bytes.length; at += PIECE) {
                    file.write(at, bytes, at, Math.min(PIECE, bytes.length - at));
                }
                own(file, like);
                int mode = like.getMode().getPermissionsMask();
                file.setAttributes(
                        new FileAttributes.Builder().withPermissions(mode).build());
                file.sync();
                return path;
            }
        });
    }

    private Fresh fresh(String path) throws IOException {
        var modes = EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.EXCL);
        var ours = new FileAttributes.Builder().withPermissions(OURS_ALONE).build();
        var request = engine.newRequest(PacketType.OPEN)
                .putString(path, StandardCharsets.UTF_8)
                .putUInt32(OpenMode.toMask(modes))
                .putFileAttributes(ours);
        var handle = answer(request).ensurePacketTypeIs(PacketType.HANDLE).readBytes();
        return new Fresh(engine, path, handle);
    }

    private void own(Fresh file, FileAttributes like) throws IOException, HostException {
        if (!like.has(FileAttributes.Flag.UIDGID)) return;
        var now = file.fetchAttributes();
        if (now.getUID() == like.getUID() && now.getGID() == like.getGID()) return;
        var owner = new FileAttributes.Builder().withUIDGID(like.getUID(), like.getGID());
        try {
            file.setAttributes(owner.build());
        } catch (SFTPException e) {
            if (LOST.contains(e.getStatusCode())) throw e;
            throw HostException.lasting(
                    FaultCode.FORBIDDEN,
                    "the file belongs to the user " + like.getUID() + " and the group " + like.getGID()
                            + ", and a new one cannot be given to them: let it belong to the user that logs in");
        }
    }

    /** Puts {@code from} in the place of {@code to}; nobody ever sees neither or a part. */
    void rename(String from, String to) throws IOException, HostException {
        ask(
                "put " + from + " in the place of " + to,
                () -> answer(engine.newExtendedRequest("posix-rename@openssh.com")
                                .putString(from, StandardCharsets.UTF_8)
                                .putString(to, StandardCharsets.UTF_8))
                        .ensureStatusPacketIsOK());
    }

    /** Removes a file, where it is there. */
    void remove(String path) throws IOException, HostException {
        ask("remove " + path, () -> {
            try {
                engine.remove(path);
            } catch (SFTPException e) {
                if (e.getStatusCode() != StatusCode.NO_SUCH_FILE) throw e;
            }
            return path;
        });
    }

    /** The names in {@code folder} that begin with {@code beginning}. */
    List<String> names(String folder, String beginning) throws IOException, HostException {
        return ask("list " + folder, () -> {
            try (var directory = engine.openDir(folder)) {
                return directory
                        .scan((RemoteResourceInfo each) -> each.getName().startsWith(beginning))
                        .stream()
                        .map(RemoteResourceInfo::getName)
                        .toList();
            }
        });
    }

    private Response answer(Request request) throws IOException {
        return engine.request(request).retrieve(end.millis(), TimeUnit.MILLISECONDS);
    }

    private interface Question<T> {
        T ask() throws IOException, HostException;
    }

    /** What the server refuses is certain; when nothing is heard of it, that is another thing. */
    private <T> T ask(String what, Question<T> question) throws IOException, HostException {
        engine.setTimeoutMs(end.millis());
        try {
            return question.ask();
        } catch (SFTPException e) {
            var status = e.getStatusCode();
            if (LOST.contains(status)) throw e;
            throw refusal(what, status, e);
        }
    }

    private static HostException refusal(String what, StatusCode status, SFTPException e) {
        return switch (status) {
            case PERMISSION_DENIED -> HostException.lasting(FaultCode.FORBIDDEN, "is not allowed to " + what);
            case NO_SUCH_FILE, NO_SUCH_PATH ->
                HostException.lasting(FaultCode.NOT_FOUND, "cannot " + what + ": it is not there");
            default -> HostException.passing(FaultCode.UNAVAILABLE, "cannot " + what + ": " + e.getMessage());
        };
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }

    /** A file that is being written, and can be brought to the disk. */
    private static final class Fresh extends RemoteFile {
        Fresh(SFTPEngine engine, String path, byte[] handle) {
            super(engine, path, handle);
        }

        void sync() throws IOException {
            requester
                    .request(requester.newExtendedRequest("fsync@openssh.com").putString(handle))
                    .retrieve(requester.getTimeoutMs(), TimeUnit.MILLISECONDS)
                    .ensureStatusPacketIsOK();
        }
    }
}

package dev.leeward.measure.ssh;

import dev.leeward.fault.FaultCode;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Rank;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.schmizz.sshj.sftp.FileAttributes;

/**
 * A file on a host, as against everybody else who may be ordered to change it (S2). Whoever changes anything here prepares it
 * under a name of its own, looks whether the mark is still its own, and renames; and before that it has claimed the mark, swept
 * away what others had prepared, and looked at the mark again. So of an order that a later one overtook, however long it was
 * held up on the way, nothing gets into place: what it had prepared is gone, and what it prepares now it does not rename.
 */
final class Ground {
    /** How a program that is guarded ends where it was not run. */
    static final int OVERTAKEN = 97;

    private static final int CLAIMS = 5;

    /** Looks at the mark and runs what follows, both on the host: no time on the way lies between the two. */
    private static final String GUARD = "grep -qxF -e \"$1\" -- \"$2\" || exit " + OVERTAKEN + "; shift 2; exec \"$@\"";

    private final RemoteFiles files;
    private final String path;
    private final Mark mine;

    Ground(RemoteFiles files, String path, MeasureOrder order) {
        this.files = files;
        this.path = path;
        this.mine = new Mark(
                order.rank(), order.operation(), UUID.randomUUID().toString().substring(0, 8), Mark.Stage.BEGUN, "");
    }

    /** Who changed it last. */
    Optional<Mark> mark() throws IOException, HostException {
        var found = files.read(markPath(), Mark.MOST_BYTES);
        return found.isPresent() ? Optional.of(Mark.read(markPath(), found.get().bytes())) : Optional.empty();
    }

    /** Refuses where a later order stands. */
    void requireNoLater(Optional<Mark> standing) throws HostException {
        var later = standing.map(Mark::rank).filter(mine.rank()::isBehind);
        if (later.isPresent()) throw overtaken(later.get());
    }

    private HostException overtaken(Rank later) {
        return HostException.lasting(
                FaultCode.FENCED,
                "an order of " + later + " stands at " + path + ", and this one is of " + mine.rank());
    }

    /** Makes it this order's own, unless it is that of a later one. */
    void claim(FileAttributes like) throws IOException, HostException {
        for (int i = 0; i < CLAIMS; i++) {
            var prepared = prepare(mine.bytes(), like);
            try {
                requireNoLater(mark());
            } catch (HostException e) {
                files.remove(prepared);
                throw e;
            }
            rename(prepared, markPath());
            sweep(".new-");
            var standing = mark();
            if (standing.filter(mine::isOf).isPresent()) return;
            requireNoLater(standing);
        }
        throw HostException.passing(FaultCode.CONFLICT, "somebody else changes " + path + " at the same time");
    }

    /** Puts {@code bytes} in the place of {@code target}, unless somebody else has claimed it meanwhile. */
    void put(String target, byte[] bytes, FileAttributes like) throws IOException, HostException {
        var prepared = prepare(bytes, like);
        try {
            requireOwn();
        } catch (HostException e) {
            files.remove(prepared);
            throw e;
        }
        rename(prepared, target);
    }

    /** Refuses where somebody else has claimed it. */
    void requireOwn() throws IOException, HostException {
        var standing = mark();
        if (standing.filter(mine::isOf).isPresent()) return;
        requireNoLater(standing);
        throw HostException.passing(FaultCode.CONFLICT, "somebody else has begun to change " + path);
    }

    /** What runs {@code program} on the host if the mark there is this order's own, and else ends with {@link #OVERTAKEN}. */
    List<String> guarded(List<String> program) {
        var words = new ArrayList<>(List.of("sh", "-c", GUARD, "leeward", mine.claimLine(), markPath()));
        words.addAll(program);
        return List.copyOf(words);
    }

    /** Says beside the file how far this order came. */
    void note(Mark.Stage stage, String content, FileAttributes like) throws IOException, HostException {
        put(markPath(), mine.at(stage, content).bytes(), like);
    }

    private String prepare(byte[] bytes, FileAttributes like) throws IOException, HostException {
        // Also an attempt of our own that is cut off must not leave what a later one could trip over.
        var prepared = path + ".new-" + UUID.randomUUID().toString().substring(0, 8) + "-" + operation();
        try {
            files.create(prepared, bytes, like);
            return prepared;
        } catch (HostException e) {
            files.remove(prepared);
            throw e;
        }
    }

    private void rename(String prepared, String target) throws IOException, HostException {
        try {
            files.rename(prepared, target);
        } catch (HostException e) {
            if (e.problem().code() != FaultCode.NOT_FOUND) throw e;
            requireNoLater(mark());
            throw HostException.passing(FaultCode.CONFLICT, "somebody else swept away what was prepared for " + path);
        }
    }

    /** Removes backups but this operation's own. */
    void dropOtherBackups() throws IOException, HostException {
        for (var name : files.names(folder(), base() + ".bak-")) {
            if (!(folder() + name).equals(backup())) files.remove(folder() + name);
        }
    }

    private void sweep(String kind) throws IOException, HostException {
        for (var name : files.names(folder(), base() + kind)) files.remove(folder() + name);
    }

    /** Where this operation keeps what stood before it. */
    String backup() {
        return path + ".bak-" + operation();
    }

    private String markPath() {
        return path + ".leeward";
    }

    /** With the slash at its end. */
    private String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private String base() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String operation() {
        var plain = mine.operation().replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.substring(Math.max(0, plain.length() - 100));
    }
}

package dev.leeward.node;

import dev.leeward.config.JournalSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.sqlite.FileHome;
import dev.leeward.journal.sqlite.JournalCopy;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.relocation.Occupancy;
import dev.leeward.relocation.Relocation;
import dev.leeward.relocation.RelocationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a node of a shared journal keeps its copy, and the records of what was done offline: beside each other. */
final class OfflinePlaces {
    private static final String PREFIX = "offline-";
    private static final String SUFFIX = ".db";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path copy;
    private final String node;
    private final String version;

    OfflinePlaces(JournalSettings.Etcd journal, String node, String version) {
        this.copy = journal.copy();
        this.node = node;
        this.version = version;
    }

    JournalFile copy() {
        return file(copy);
    }

    Optional<Instant> copyAsOf() {
        return JournalCopy.asOf(copy);
    }

    /** The record that was begun and not brought in yet: what is done now goes on in it. */
    Optional<JournalFile> open() throws RefusedException {
        var folder = copy.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) return Optional.empty();
        try (Stream<Path> files = Files.list(folder)) {
            for (var path : files.filter(OfflinePlaces::isRecord).sorted().toList()) {
                if (isInUse(path)) return Optional.of(file(path));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw refused(Problem.lasting(FaultCode.FORBIDDEN, folder + " cannot be read: " + e), e);
        }
    }

    /** Begins a record with what the copy knows. */
    JournalFile begin(Instant now) throws RefusedException {
        var record = file(copy.resolveSibling(PREFIX + STAMP.format(now) + SUFFIX));
        var result = new Relocation(new FileHome(copy()), new FileHome(record), _ -> {}).restore();
        if (result instanceof Relocation.Result.Refused(Problem problem)) throw new RefusedException(problem);
        return record;
    }

    /** Takes a record away on which nothing was done. */
    static void drop(JournalFile record) throws RefusedException {
        try {
            for (var suffix : new String[] {"", "-wal", "-shm", ".lock"}) {
                Files.deleteIfExists(Path.of(record.path() + suffix));
            }
        } catch (IOException e) {
            throw refused(
                    Problem.lasting(FaultCode.FORBIDDEN, record.path() + " cannot be removed; do it by hand: " + e), e);
        }
    }

    private JournalFile file(Path path) {
        return new JournalFile(path, node, version);
    }

    private static boolean isRecord(Path path) {
        var name = String.valueOf(path.getFileName());
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    private boolean isInUse(Path path) throws RefusedException {
        try (var chain = new FileHome(file(path)).look()) {
            return chain.occupancy() instanceof Occupancy.InUse;
        } catch (RelocationException e) {
            throw refused(e.problem(), e);
        }
    }

    private static RefusedException refused(Problem problem, Exception cause) {
        return (RefusedException) new RefusedException(problem).initCause(cause);
    }
}

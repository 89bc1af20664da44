package dev.leeward.journal.sqlite;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a journal is, and who writes it.
 *
 * @param node name of the node, for the lock file
 * @param version of Leeward, for those who find lines they do not understand
 * @param mostBytes the largest size of the file; an append that would exceed it fails
 */
public record JournalFile(Path path, String node, String version, long mostBytes) {
    private static final long GIBIBYTE = 1L << 30;

    public JournalFile {
        path = path.toAbsolutePath();
    }

    /** A file of at most 1 GiB. */
    public JournalFile(Path path, String node, String version) {
        this(path, node, version, GIBIBYTE);
    }

    Path folder() {
        var folder = path.getParent();
        return folder == null ? path : folder;
    }

    /** The one path of the lock beside it, whatever links lead there. */
    Path lock() throws IOException {
        return folder().toRealPath().resolve(path.getFileName() + ".lock");
    }

    String holder() {
        return "process %d, node %s, leeward %s"
                .formatted(ProcessHandle.current().pid(), node, version);
    }
}

package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The states of another process' threads, as Linux tells them (proc_pid_stat(5)). */
final class ThreadStates {
    private ThreadStates() {}

    /** Whether none of its threads runs; so it is, too, where there is no such process any more. */
    static boolean areAllStopped(long pid) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                if (!isStopped(thread.resolve("stat"))) return false;
            }
            return true;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStopped(Path stat) {
        try {
            String all = Files.readString(stat);
            // The name before it is in brackets, and may have some itself.
            char state = all.charAt(all.lastIndexOf(')') + 2);
            return "TtZX".indexOf(state) >= 0;
        } catch (IOException ended) {
            return true;
        }
    }
}

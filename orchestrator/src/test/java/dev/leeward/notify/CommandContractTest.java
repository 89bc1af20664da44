package dev.leeward.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

final class CommandContractTest extends ChannelContract {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit gives the folder.
    CommandContractTest() {}

    @Override
    Receiver receiver() {
        return new Program(folder);
    }

    /** A script in a folder, which is written anew for each mood. */
    private record Program(Path folder) implements Receiver {
        Program {
            write(folder, Mood.TAKES);
        }

        @Override
        public void become(Mood mood) {
            write(folder, mood);
        }

        private static void write(Path folder, Mood mood) {
            var script = folder.resolve("page");
            try {
                Files.deleteIfExists(script);
                if (mood == Mood.GONE) return;
                var work = switch (mood) {
                    case TAKES -> "cat >> \"${0%/*}/told\"";
                    case BUSY -> "echo s3cret-of-the-program >&2; exit 1";
                    case REFUSES -> "exit 2";
                    case SILENT, GONE -> "sleep 20";
                };
                Files.writeString(script, "#!/bin/sh\n" + work + "\n");
                if (!script.toFile().setExecutable(true)) throw new IOException("not executable: " + script);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Channel channel(String name, Duration timeout) {
            return new CommandChannel(name, List.of(folder.resolve("page").toString()), timeout);
        }

        @Override
        public boolean canRefuse() {
            return false;
        }

        @Override
        public List<String> secrets() {
            return List.of("s3cret-of-the-program");
        }

        @Override
        public int taken() {
            try {
                var told = folder.resolve("told");
                return Files.exists(told) ? Files.readAllLines(told).size() : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {}
    }
}

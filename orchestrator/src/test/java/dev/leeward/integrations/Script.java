package dev.leeward.integrations;

import dev.leeward.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the tests that integrations bring along in their own language. */
final class Script {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Script() {}

    /** What a program printed, and how it ended. */
    record Ended(int code, String output) {}

    /** The folder of the integrations. */
    static Path folder() {
        return Path.of(System.getProperty("leeward.root", ".."))
                .resolve("integrations")
                .toAbsolutePath()
                .normalize();
    }

    static Ended run(List<String> command) {
        @Nullable Process process = null;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var running = process;
            Await.until(String.join(" ", command), LIMIT, () -> !running.isAlive());
            return new Ended(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (process != null) process.destroyForcibly();
        }
    }
}

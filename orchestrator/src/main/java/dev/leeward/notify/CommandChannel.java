package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program of the user's, without a shell, with the notice as JSON on its standard input. Exit code 0 means taken,
 * any other is tried again. It gets {@code LEEWARD_NOTICE} (the notice's id) and of our environment only what programs need
 * to run at all, since the rest may hold credentials. What it writes goes nowhere: it may keep a log of its own.
 */
public final class CommandChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(CommandChannel.class);
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");

    private final String name;
    private final List<String> argv;
    private final Duration timeout;

    /** Runs {@code argv}: the program and its arguments. */
    public CommandChannel(String name, List<String> argv, Duration timeout) {
        this.name = name;
        this.argv = List.copyOf(argv);
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        Process process;
        try {
            process = start(notice);
        } catch (IOException e) {
            return failed(FaultCode.UNREACHABLE, "the program cannot be started: " + e.getMessage());
        }
        // On a thread of its own: a program that does not read must not outlive the limit.
        var writer = Thread.ofVirtual().start(() -> write(process, notice));
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return judged(process.exitValue());
            return failed(FaultCode.TIMED_OUT, "the program did not end within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(FaultCode.TIMED_OUT, "stopped while the program ran");
        } finally {
            stop(process);
            writer.interrupt();
        }
    }

    private Process start(Notice notice) throws IOException {
        var builder = new ProcessBuilder(argv).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.environment().put("LEEWARD_NOTICE", notice.id());
        return builder.start();
    }

    private static void write(Process process, Notice notice) {
        try (var stdin = process.getOutputStream()) {
            stdin.write((notice.json() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended, or closed its input, without reading everything: its exit code says whether that was meant.
            LOG.debug("a program did not read its notice to the end", e);
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Delivered judged(int exitCode) {
        if (exitCode == 0) return new Delivered.Done();
        return failed(FaultCode.UNAVAILABLE, "the program ended with " + exitCode);
    }

    private static Delivered failed(FaultCode code, String sentence) {
        return new Delivered.Failed(Problem.passing(code, sentence));
    }
}

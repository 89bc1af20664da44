package dev.leeward.probe.command;

import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a program, from start to exit or deadline. */
final class CommandRun {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

    /** EX_TEMPFAIL of sysexits.h: try again later. */
    private static final int TEMPORARY = 75;

    /** The node's environment may hold secrets; a program gets only what programs need. */
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");

    /** How long output may lie before it is read; a full pipe would stop the program. */
    private static final long GLANCE_NANOS = 20_000_000;

    private final List<String> argv;
    private final Duration timeout;
    private final long started = System.nanoTime();

    CommandRun(List<String> argv, Duration timeout) {
        this.argv = argv;
        this.timeout = timeout;
    }

    /** Runs the program; an interrupt kills it and is inconclusive. */
    Sighting look() {
        Process process;
        try {
            var builder = new ProcessBuilder(argv).redirectErrorStream(true);
            builder.environment().keySet().retainAll(PASSED_ON);
            process = builder.start();
        } catch (IOException | IllegalArgumentException e) {
            return new Sighting.Inconclusive("cannot start " + argv.getFirst() + ": " + e.getMessage(), timings());
        }
        FirstOutput output = new FirstOutput(process.getInputStream());
        try {
            // A program that waits for input is to see its end, not to wait.
            process.getOutputStream().close();
            return await(process, output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sighting.Inconclusive("the prober was closed", timings());
        } catch (IOException e) {
            return new Sighting.Inconclusive("cannot talk to " + argv.getFirst() + ": " + e, timings());
        } finally {
            kill(process);
            output.close();
        }
    }

    private Sighting await(Process process, FirstOutput output) throws InterruptedException, IOException {
        long end = started + timeout.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                String late = "still running after " + timeout.toMillis() + " ms";
                return new Sighting.Failing(FailureKind.TIMED_OUT, late, timings());
            }
            boolean exited = process.waitFor(Math.min(left, GLANCE_NANOS), TimeUnit.NANOSECONDS);
            output.read();
            if (exited) return judge(process.exitValue(), output.firstLine());
        }
    }

    private Sighting judge(int exit, String line) {
        return switch (exit) {
            case 0 -> new Sighting.Healthy(timings(), List.of());
            case TEMPORARY -> new Sighting.Inconclusive(line.isEmpty() ? "exit code " + exit : line, timings());
            default ->
                new Sighting.Failing(
                        FailureKind.BAD_EXIT, "exit code " + exit + (line.isEmpty() ? "" : ": " + line), timings());
        };
    }

    /**
     * Kills the program and what it has started, children first to be listed: once the parent is gone they cannot be told
     * from others. A child that has detached itself (setsid and a second fork) escapes; only a cgroup could hold it.
     */
    private static void kill(Process process) {
        try (Stream<ProcessHandle> children = process.descendants()) {
            List<ProcessHandle> listed = children.toList();
            process.destroyForcibly();
            listed.forEach(ProcessHandle::destroyForcibly);
        } catch (IllegalStateException e) {
            LOG.debug("The process was gone before it could be killed", e);
        }
    }

    private PhaseTimings timings() {
        return PhaseTimings.ofTotal(Duration.ofNanos(System.nanoTime() - started));
    }
}

package dev.leeward.program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a program that is asked for little more than its exit code: arguments as they are and no shell, nothing at its
 * standard input, both outputs as one of which the beginning is kept, on the thread that calls.
 */
public final class BriefRun {
    private static final Logger LOG = LoggerFactory.getLogger(BriefRun.class);

    /** Our own environment may hold secrets; a program gets only what programs need. */
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");

    /** How long output may lie before it is read; a full pipe would stop the program. */
    private static final long GLANCE_NANOS = 20_000_000;

    private final List<String> argv;
    private final Duration limit;
    private final long started = System.nanoTime();

    private BriefRun(List<String> argv, Duration limit) {
        this.argv = argv;
        this.limit = limit;
    }

    /** How a run ended. */
    public sealed interface Ended {
        /**
         * By itself.
         *
         * @param output the first 4 KiB of both outputs
         */
        record Exited(int code, String output) implements Ended {
            /** The first line that is not blank, fit for a log. */
            public String firstLine() {
                return FirstOutput.firstLine(output);
            }
        }

        /** It was killed at its deadline: what it has done nobody knows. */
        record TooLate(String sentence) implements Ended {}

        /** It was killed before that, since its thread was interrupted or it could not be talked to: nobody knows either. */
        record BrokenOff(String sentence) implements Ended {}

        /** It never ran. */
        record NotStarted(String sentence) implements Ended {}
    }

    /** Runs {@code argv} to its end, or kills it with its children after {@code limit} or at an interrupt. */
    public static Ended run(List<String> argv, Duration limit) {
        return new BriefRun(argv, limit).run();
    }

    private Ended run() {
        Process process;
        try {
            var builder = new ProcessBuilder(argv).redirectErrorStream(true);
            builder.environment().keySet().retainAll(PASSED_ON);
            process = builder.start();
        } catch (IOException | IllegalArgumentException e) {
            return new Ended.NotStarted("cannot start " + name() + ": " + e.getMessage());
        }
        var output = new FirstOutput(process.getInputStream());
        try {
            // A program that waits for input is to see its end, not to wait.
            process.getOutputStream().close();
            return await(process, output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended.BrokenOff("interrupted while " + name() + " ran");
        } catch (IOException e) {
            return new Ended.BrokenOff("cannot talk to " + name() + ": " + e.getMessage());
        } finally {
            kill(process);
            output.close();
        }
    }

    private Ended await(Process process, FirstOutput output) throws InterruptedException, IOException {
        long end = started + limit.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0) return new Ended.TooLate(name() + " was still running after " + limit.toMillis() + " ms");
            boolean exited = process.waitFor(Math.min(left, GLANCE_NANOS), TimeUnit.NANOSECONDS);
            output.read();
            if (exited) return new Ended.Exited(process.exitValue(), output.text());
        }
    }

    private String name() {
        return argv.getFirst();
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
            LOG.debug("the process was gone before it could be killed", e);
        }
    }
}

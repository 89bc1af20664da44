package dev.leeward.agent.unit;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.probe.command.FirstOutput;
import dev.leeward.steering.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs programs: arguments as they are and no shell, nothing of the agent's environment but what programs need. */
public final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");
    private static final long GLANCE_NANOS = 20_000_000;

    private Program() {}

    /** How a run ended. */
    public sealed interface Ended {
        /** By itself. */
        record Exited(int code, String output) implements Ended {}

        /** It was killed at its deadline: what it has done nobody knows. */
        record TooLate(String sentence) implements Ended {}

        /** It never ran. */
        record NotStarted(String sentence) implements Ended {}
    }

    /** Runs {@code argv} to its end, or kills it with its children after {@code limit}. */
    public static Ended run(List<String> argv, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Process process;
        try {
            var builder = new ProcessBuilder(argv).redirectErrorStream(true);
            builder.environment().keySet().retainAll(PASSED_ON);
            process = builder.start();
        } catch (IOException | IllegalArgumentException e) {
            return new Ended.NotStarted("cannot start " + argv.getFirst() + ": " + e.getMessage());
        }
        var output = new FirstOutput(process.getInputStream());
        try {
            process.getOutputStream().close();
            while (true) {
                long left = end - System.nanoTime();
                if (left <= 0)
                    return new Ended.TooLate(argv.getFirst() + " still ran after " + limit.toMillis() + " ms");
                boolean exited = process.waitFor(Math.min(left, GLANCE_NANOS), TimeUnit.NANOSECONDS);
                output.read();
                if (exited) return new Ended.Exited(process.exitValue(), output.text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended.TooLate("the agent stopped while " + argv.getFirst() + " ran");
        } catch (IOException e) {
            return new Ended.TooLate("cannot talk to " + argv.getFirst() + ": " + e.getMessage());
        } finally {
            kill(process);
            output.close();
        }
    }

    /** The same as an outcome: applied if it ends with 0; what another end means nobody knows. */
    public static Outcome outcome(List<String> argv, Duration limit) {
        var name = argv.getFirst();
        return switch (run(argv, limit)) {
            case Ended.Exited(int code, String _) when code == 0 -> new Outcome.Applied("ran " + name);
            case Ended.Exited(int code, String output) ->
                new Outcome.Unknown(
                        Problem.passing(FaultCode.REJECTED, name + " ended with " + code + ": " + output.strip()));
            case Ended.TooLate(String sentence) -> new Outcome.Unknown(Problem.passing(FaultCode.TIMED_OUT, sentence));
            case Ended.NotStarted(String sentence) ->
                new Outcome.Untouched(Problem.lasting(FaultCode.UNREACHABLE, sentence));
        };
    }

    private static void kill(Process process) {
        if (!process.isAlive()) return;
        try (Stream<ProcessHandle> children = process.descendants()) {
            List<ProcessHandle> listed = children.toList();
            process.destroyForcibly();
            listed.forEach(ProcessHandle::destroyForcibly);
        } catch (IllegalStateException e) {
            LOG.debug("the process was gone before it could be killed", e);
        }
    }
}

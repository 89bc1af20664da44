package dev.leeward.program;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a program: no shell, a clean environment, bounded output, and at the deadline it is killed together with what it
 * started.
 *
 * @param command the program and its arguments
 * @param environment what it is told besides {@code PATH}, {@code HOME} and {@code LANG}
 */
public record ProgramRun(List<String> command, Path directory, Map<String, String> environment) {
    /** The most that a program may answer. */
    public static final int MAX_OUTPUT = 256 * 1024;

    /** sysexits.h, EX_TEMPFAIL: nothing was done, it may work later. */
    public static final int TEMPORARY = 75;

    private static final Logger LOG = LoggerFactory.getLogger(ProgramRun.class);
    private static final int MAX_ERRORS = 4 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public ProgramRun {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Runs it with {@code input} at its standard input. */
    public ProgramEnd run(byte[] input, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Process process;
        try {
            process = builder().start();
        } catch (IOException e) {
            return new ProgramEnd.NotStarted("cannot be started: " + e.getMessage());
        }
        var output = new Capture("program-output", process.getInputStream(), MAX_OUTPUT, () -> kill(process));
        var errors = new Capture("program-errors", process.getErrorStream(), MAX_ERRORS, () -> {});
        Thread.ofPlatform().daemon().name("program-input").start(() -> send(input, process.getOutputStream()));
        try {
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return new ProgramEnd.Killed("did not end in time and was killed", new Written(errors.bytes()));
            }
            output.await(GRACE);
            errors.await(GRACE);
            return new ProgramEnd.Exited(
                    process.exitValue(),
                    new Written(output.bytes()),
                    new Written(errors.bytes()),
                    output.isOverflowed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProgramEnd.Killed("was interrupted and killed", new Written(errors.bytes()));
        } finally {
            kill(process);
        }
    }

    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> own = builder.environment();
        // Whatever this process has, credentials of other providers among it, is none of the program's business.
        String path = own.getOrDefault("PATH", USUAL_PATH);
        String home = own.getOrDefault("HOME", "/");
        String language = own.getOrDefault("LANG", "C.UTF-8");
        own.clear();
        own.putAll(Map.of("PATH", path, "HOME", home, "LANG", language));
        own.putAll(environment);
        return builder;
    }

    private static void send(byte[] input, OutputStream stream) {
        try (stream) {
            stream.write(input);
        } catch (IOException e) {
            // A program may answer without reading what it is asked; its answer then says whether that was right.
            LOG.debug("the program did not read its input", e);
        }
    }

    /** The descendants are listed first: once their parent is gone nobody knows whose they are. */
    private static void kill(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}

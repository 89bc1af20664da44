package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An external program on this machine, for tests against the real thing. It is stopped by its own handle, together with
 * the processes it started, when it is closed.
 */
public final class LocalProcess implements AutoCloseable {

    /** How long a program may take to end by itself before it is killed. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** How long a busy machine may take to do what it always does in the end. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int TAIL = 4_000;

    private final String name;
    private final Process process;
    private final Path output;

    private LocalProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a program in a folder, which also gets its output: {@code NAME-NUMBER.log}.
     *
     * @throws UncheckedIOException if it cannot be started
     */
    public static LocalProcess start(Path folder, String... command) {
        return start(folder, Map.of(), List.of(command));
    }

    /**
     * Starts a program in a folder with additional environment variables. Its standard input is empty, its standard output
     * and error go to {@link #outputFile()}.
     *
     * @throws UncheckedIOException if it cannot be started
     */
    public static LocalProcess start(Path folder, Map<String, String> environment, List<String> command) {
        String name = String.valueOf(Path.of(command.getFirst()).getFileName());
        try {
            Path output = Files.createTempFile(folder, name + "-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new LocalProcess(name, process, output);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + String.join(" ", command), e);
        }
    }

    /**
     * Returns when the program is ready.
     *
     * @param what the condition in words, for the failure
     * @throws AssertionError with the end of the output, if the program ends or is not ready in time; it is stopped then
     */
    public LocalProcess awaitReady(String what, Duration atMost, BooleanSupplier condition) {
        boolean ready = Await.within(atMost, () -> !process.isAlive() || condition.getAsBoolean());
        if (ready && process.isAlive()) {
            return this;
        }
        String why = process.isAlive()
                ? " was not ready after " + atMost + ": " + what
                : " ended with " + process.exitValue() + " instead of being ready: " + what;
        close();
        throw new AssertionError(name + why + "\nIts output ends with:\n" + tail());
    }

    /** Returns when something accepts connections on the port of 127.0.0.1; see {@link #awaitReady}. */
    public LocalProcess awaitPort(int port, Duration atMost) {
        return awaitReady("accepts connections on port " + port, atMost, () -> Ports.accepts(port));
    }

    /** Returns the number of the process. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the process still exists, frozen or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Freezes the process (SIGSTOP): it keeps its sockets open and answers nothing, like a machine that hangs. */
    public void freeze() {
        signal("STOP");
        // The signal is on its way when kill(1) ends, and each thread stops only when its turn comes.
        Await.until(name + " to stand still", LIMIT, () -> ThreadStates.areAllStopped(pid()));
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    /** Kills the process at once (SIGKILL), like a loss of power, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        exitCode(LIMIT);
    }

    /** Asks the process to end (SIGTERM) and returns its exit code; see {@link #exitCode}. */
    public int terminate(Duration atMost) {
        process.destroy();
        return exitCode(atMost);
    }

    /**
     * Waits for the end of the process.
     *
     * @throws AssertionError with the end of the output, if it still runs after {@code atMost}
     */
    public int exitCode(Duration atMost) {
        if (!ended(atMost)) {
            throw new AssertionError(name + " still runs after " + atMost + "\nIts output ends with:\n" + tail());
        }
        return process.exitValue();
    }

    /** Returns the file that gets what the program writes. */
    public Path outputFile() {
        return output;
    }

    /** Returns what the program has written so far. */
    public String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + output, e);
        }
    }

    /** Stops the process and those it started, also when it is frozen. Does nothing the second time. */
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        if (process.isAlive()) {
            process.destroy();
            signal("CONT");
        }
        started.forEach(ProcessHandle::destroy);
        if (!ended(GRACE)) {
            process.destroyForcibly();
        }
        started.forEach(ProcessHandle::destroyForcibly);
        ended(LIMIT);
    }

    private boolean ended(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the end of " + name, e);
        }
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
            if (!kill.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill.destroyForcibly();
                throw new AssertionError("Sending SIG" + signal + " to " + name + " took too long");
            }
            // One that is just ending cannot be signalled any more, and for a moment still counts as alive.
            if (kill.exitValue() != 0 && !ended(LIMIT)) {
                throw new AssertionError("Cannot send SIG" + signal + " to " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while sending SIG" + signal + " to " + name, e);
        }
    }

    private String tail() {
        String all = output();
        return all.substring(Math.max(0, all.length() - TAIL));
    }
}

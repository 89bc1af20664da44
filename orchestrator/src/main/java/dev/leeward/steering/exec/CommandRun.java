package dev.leeward.steering.exec;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a command once: no shell, a clean environment, bounded output, and at the deadline it is killed together with what it
 * started.
 */
final class CommandRun {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

    /** The most that a command may answer. */
    static final int MAX_OUTPUT = 256 * 1024;
    /** sysexits.h, EX_TEMPFAIL: nothing was done, it may work later. */
    static final int TEMPORARY = 75;

    private static final int MAX_ERRORS = 4 * 1024;
    private static final int SHOWN = 500;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final ExecTarget target;
    private final Verb verb;

    CommandRun(ExecTarget target, Verb verb) {
        this.target = target;
        this.verb = verb;
    }

    Reply run(byte[] request, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Process process;
        try {
            process = builder().start();
        } catch (IOException e) {
            return new Reply.Silent(
                    Problem.lasting(
                            FaultCode.MISCONFIGURED, "%s cannot be started: %s".formatted(target, e.getMessage())),
                    true);
        }
        var output = new Capture("exec-output", process.getInputStream(), MAX_OUTPUT, () -> kill(process));
        var errors = new Capture("exec-errors", process.getErrorStream(), MAX_ERRORS, () -> {});
        Thread.ofPlatform().daemon().name("exec-input").start(() -> send(request, process.getOutputStream()));
        try {
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return overTime("did not end in time and was killed", errors);
            }
            output.await(GRACE);
            errors.await(GRACE);
            return judge(process.exitValue(), output, errors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return overTime("was interrupted and killed", errors);
        } finally {
            kill(process);
        }
    }

    private Reply judge(int code, Capture output, Capture errors) {
        if (output.isOverflowed()) {
            return silent(FaultCode.EXHAUSTED, "wrote more than %d bytes".formatted(MAX_OUTPUT), errors, false);
        }
        return switch (code) {
            case 0 ->
                Wire.answer(output.bytes())
                        .<Reply>map(Reply.Said::new)
                        .orElseGet(() -> silent(
                                FaultCode.GARBLED,
                                "did not answer with one JSON object of \"leeward-exec\": " + Wire.VERSION,
                                errors,
                                false));
            case TEMPORARY ->
                new Reply.Silent(
                        Problem.passing(FaultCode.UNAVAILABLE, sentence("failed for now (exit code 75)", errors)),
                        true);
            default -> silent(FaultCode.REJECTED, "failed with exit code " + code, errors, false);
        };
    }

    private Reply overTime(String what, Capture errors) {
        return new Reply.Silent(Problem.passing(FaultCode.TIMED_OUT, sentence(what, errors)), false);
    }

    private Reply silent(FaultCode code, String what, Capture errors, boolean untouched) {
        return new Reply.Silent(Problem.lasting(code, sentence(what, errors)), untouched);
    }

    private String sentence(String what, Capture errors) {
        String said = UNPRINTABLE
                .matcher(new String(errors.bytes(), StandardCharsets.UTF_8))
                .replaceAll(" ")
                .strip();
        String shown = said.substring(0, Math.min(SHOWN, said.length()));
        return "%s %s %s%s".formatted(target.id(), verb.word(), what, shown.isEmpty() ? "" : ": " + shown);
    }

    private ProcessBuilder builder() {
        var command = new ArrayList<>(target.command());
        command.add(verb.word());
        var builder = new ProcessBuilder(List.copyOf(command))
                .directory(target.directory().toFile());
        Map<String, String> environment = builder.environment();
        // Whatever this process has, credentials of other providers among it, is none of the command's business.
        String path = environment.getOrDefault("PATH", USUAL_PATH);
        String home = environment.getOrDefault("HOME", "/");
        String language = environment.getOrDefault("LANG", "C.UTF-8");
        environment.clear();
        environment.putAll(Map.of("PATH", path, "HOME", home, "LANG", language));
        environment.putAll(Map.of(
                "LEEWARD_EXEC", "" + Wire.VERSION,
                "LEEWARD_VERB", verb.word(),
                "LEEWARD_TARGET", target.id().value()));
        environment.putAll(target.environment());
        return builder;
    }

    private static void send(byte[] request, OutputStream stream) {
        try (stream) {
            stream.write(request);
        } catch (IOException e) {
            // A command may answer without reading what it is asked; its answer then says whether that was right.
            LOG.debug("the command did not read its request", e);
        }
    }

    /** The descendants are listed first: once their parent is gone nobody knows whose they are. */
    private static void kill(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}

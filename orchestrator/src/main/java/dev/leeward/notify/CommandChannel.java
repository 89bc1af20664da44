package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.program.ProgramEnd;
import dev.leeward.program.ProgramRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a program of the user's, without a shell, with the notice as JSON on its standard input. Exit code 0 means taken,
 * any other is tried again. It gets {@code LEEWARD_NOTICE} (the notice's id) and of our environment only what programs need
 * to run at all, since the rest may hold credentials. What it writes goes nowhere: it may keep a log of its own.
 */
public final class CommandChannel extends NamedChannel {
    /** Besides those that every program gets. */
    private static final List<String> PASSED_ON = List.of("LC_ALL", "TZ", "TMPDIR", "USER");

    private static final Path HERE = Path.of("").toAbsolutePath();

    private final List<String> argv;

    /** Runs {@code argv}: the program and its arguments. */
    public CommandChannel(String name, List<String> argv, Duration timeout) {
        super(name, timeout);
        this.argv = List.copyOf(argv);
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        var input = (notice.json() + "\n").getBytes(StandardCharsets.UTF_8);
        return switch (new ProgramRun(argv, HERE, environment(notice)).run(input, limit)) {
            case ProgramEnd.NotStarted(String why) -> failed(FaultCode.UNREACHABLE, "the program " + why);
            case ProgramEnd.Killed killed -> failed(FaultCode.TIMED_OUT, "the program " + killed.why());
            case ProgramEnd.Exited end -> judged(end);
        };
    }

    private static Delivered judged(ProgramEnd.Exited end) {
        if (end.overflowed()) {
            var most = ProgramRun.MAX_OUTPUT / 1024;
            return failed(FaultCode.EXHAUSTED, "the program wrote more than " + most + " KiB and was killed");
        }
        return end.code() == 0
                ? new Delivered.Done()
                : failed(FaultCode.UNAVAILABLE, "the program ended with " + end.code());
    }

    private static Map<String, String> environment(Notice notice) {
        var environment = new HashMap<String, String>();
        for (var variable : PASSED_ON) {
            var value = System.getenv(variable);
            if (value != null) environment.put(variable, value);
        }
        environment.put("LEEWARD_NOTICE", notice.id());
        return environment;
    }

    private static Delivered failed(FaultCode code, String sentence) {
        return new Delivered.Failed(Problem.passing(code, sentence));
    }
}

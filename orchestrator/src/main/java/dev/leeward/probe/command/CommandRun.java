package dev.leeward.probe.command;

import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import dev.leeward.program.BriefRun;
import dev.leeward.program.BriefRun.Ended;
import dev.leeward.program.ProgramRun;
import java.time.Duration;
import java.util.List;

/** One run of a program, from start to exit or deadline, as a look. */
final class CommandRun {
    private final List<String> argv;
    private final Duration timeout;
    private final long started = System.nanoTime();

    CommandRun(List<String> argv, Duration timeout) {
        this.argv = argv;
        this.timeout = timeout;
    }

    /** Runs the program; an interrupt kills it and is inconclusive. */
    Sighting look() {
        return switch (BriefRun.run(argv, timeout)) {
            case Ended.Exited exited -> judge(exited.code(), exited.firstLine());
            case Ended.TooLate(String sentence) -> new Sighting.Failing(FailureKind.TIMED_OUT, sentence, timings());
            case Ended.BrokenOff(String sentence) -> new Sighting.Inconclusive(sentence, timings());
            case Ended.NotStarted(String sentence) -> new Sighting.Inconclusive(sentence, timings());
        };
    }

    private Sighting judge(int exit, String line) {
        return switch (exit) {
            case 0 -> new Sighting.Healthy(timings(), List.of());
            case ProgramRun.TEMPORARY ->
                new Sighting.Inconclusive(line.isEmpty() ? "exit code " + exit : line, timings());
            default ->
                new Sighting.Failing(
                        FailureKind.BAD_EXIT, "exit code " + exit + (line.isEmpty() ? "" : ": " + line), timings());
        };
    }

    private PhaseTimings timings() {
        return PhaseTimings.ofTotal(Duration.ofNanos(System.nanoTime() - started));
    }
}

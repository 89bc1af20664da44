package dev.leeward.agent.unit;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.program.BriefRun;
import dev.leeward.program.BriefRun.Ended;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.List;

/** Runs programs that change something on this host. */
public final class Program {
    private Program() {}

    /** What running {@code argv} came to: applied if it ends with 0; what another end means nobody knows. */
    public static Outcome outcome(List<String> argv, Duration limit) {
        var name = argv.getFirst();
        return switch (BriefRun.run(argv, limit)) {
            case Ended.Exited(int code, String _) when code == 0 -> new Outcome.Applied("ran " + name);
            case Ended.Exited(int code, String output) ->
                new Outcome.Unknown(
                        Problem.passing(FaultCode.REJECTED, name + " ended with " + code + ": " + output.strip()));
            case Ended.TooLate(String sentence) -> unknown(sentence);
            case Ended.BrokenOff(String sentence) -> unknown(sentence);
            case Ended.NotStarted(String sentence) ->
                new Outcome.Untouched(Problem.lasting(FaultCode.UNREACHABLE, sentence));
        };
    }

    private static Outcome unknown(String sentence) {
        return new Outcome.Unknown(Problem.passing(FaultCode.TIMED_OUT, sentence));
    }
}

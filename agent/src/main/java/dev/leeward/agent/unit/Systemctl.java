package dev.leeward.agent.unit;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.program.BriefRun;
import dev.leeward.program.BriefRun.Ended;
import dev.leeward.steering.Outcome;
import dev.leeward.unit.UnitText;
import dev.leeward.unit.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Units by way of systemctl(1) on this host. */
public final class Systemctl implements Units {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final List<String> program;
    private final Set<String> allowed;
    private final Duration limit;

    /**
     * @param program what changes units: {@code systemctl}, or {@code sudo -n systemctl}
     * @param allowed the only units it is ever called for
     * @param limit of one call
     */
    public Systemctl(List<String> program, Set<String> allowed, Duration limit) {
        this.program = List.copyOf(program);
        this.allowed = Set.copyOf(allowed);
        this.limit = limit;
    }

    @Override
    public Seen look(String unit) {
        // Looking needs no rights: what follows sudo is systemctl itself.
        return switch (BriefRun.run(UnitText.look(program.getLast(), unit), LOOK)) {
            case Ended.Exited(int code, String output) when code == 0 -> UnitText.seen(unit, output);
            case Ended.Exited(int code, String output) ->
                new Seen(Doing.UNKNOWN, "systemctl show " + unit + " ended with " + code + ": " + line(output));
            case Ended.TooLate(String sentence) -> new Seen(Doing.UNKNOWN, sentence);
            case Ended.BrokenOff(String sentence) -> new Seen(Doing.UNKNOWN, sentence);
            case Ended.NotStarted(String sentence) -> new Seen(Doing.UNKNOWN, sentence);
        };
    }

    @Override
    public Outcome act(Verb verb, String unit) {
        if (!allowed.contains(unit)) {
            return new Outcome.Untouched(Problem.lasting(
                    FaultCode.FORBIDDEN, unit + " is not among the units that this agent's file allows it to touch"));
        }
        var word = verb.name().toLowerCase(Locale.ROOT);
        var argv = new ArrayList<>(program);
        argv.add(word);
        argv.add(unit);
        return switch (BriefRun.run(argv, limit)) {
            case Ended.Exited(int code, String _) when code == 0 -> new Outcome.Applied(word + " " + unit);
            // Which of the many things it can mean, only a look at the unit tells.
            case Ended.Exited(int code, String output) ->
                new Outcome.Unknown(Problem.passing(
                        FaultCode.REJECTED, word + " " + unit + " ended with " + code + ": " + line(output)));
            case Ended.TooLate(String sentence) ->
                new Outcome.Unknown(Problem.passing(FaultCode.TIMED_OUT, word + " " + unit + ": " + sentence));
            case Ended.BrokenOff(String sentence) ->
                new Outcome.Unknown(Problem.passing(FaultCode.TIMED_OUT, word + " " + unit + ": " + sentence));
            case Ended.NotStarted(String sentence) ->
                new Outcome.Untouched(Problem.lasting(FaultCode.UNREACHABLE, word + " " + unit + ": " + sentence));
        };
    }

    private static String line(String output) {
        return output.lines()
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse("it said nothing")
                .strip();
    }
}

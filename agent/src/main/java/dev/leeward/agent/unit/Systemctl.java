package dev.leeward.agent.unit;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Units by way of systemctl(1). It is asked for properties and not by {@code is-active}, whose one word does not tell a unit
 * that is not there from one that is stopped.
 */
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
        var argv = new ArrayList<>(List.of(program.getLast(), "show", "--no-pager"));
        argv.add("--property=LoadState,ActiveState,SubState,NRestarts,ExecMainStatus");
        argv.add("--");
        argv.add(unit);
        return switch (Program.run(argv, LOOK)) {
            case Program.Ended.Exited(int code, String output) when code == 0 -> seen(unit, properties(output));
            case Program.Ended.Exited(int code, String output) ->
                new Seen(Doing.UNKNOWN, "systemctl show " + unit + " ended with " + code + ": " + line(output));
            case Program.Ended.TooLate(String sentence) -> new Seen(Doing.UNKNOWN, sentence);
            case Program.Ended.NotStarted(String sentence) -> new Seen(Doing.UNKNOWN, sentence);
        };
    }

    private static Seen seen(String unit, Map<String, String> properties) {
        var active = properties.getOrDefault("ActiveState", "");
        if (properties.getOrDefault("LoadState", "").equals("not-found")) {
            return new Seen(Doing.MISSING, "there is no unit " + unit);
        }
        var doing = switch (active) {
            case "active", "reloading", "refreshing" -> Doing.ACTIVE;
            case "inactive", "failed", "maintenance" -> Doing.INACTIVE;
            case "activating", "deactivating" -> Doing.CHANGING;
            default -> Doing.UNKNOWN;
        };
        var more = properties.getOrDefault("SubState", "");
        var restarts = properties.getOrDefault("NRestarts", "0");
        return new Seen(
                doing,
                unit + " is " + (active.isEmpty() ? "in no state that is known" : active)
                        + (more.isEmpty() || more.equals(active) ? "" : " (" + more + ")")
                        + (restarts.equals("0") || restarts.isEmpty() ? "" : ", restarted " + restarts + " times"));
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
        return switch (Program.run(argv, limit)) {
            case Program.Ended.Exited(int code, String _) when code == 0 -> new Outcome.Applied(word + " " + unit);
            // Which of the many things it can mean, only a look at the unit tells.
            case Program.Ended.Exited(int code, String output) ->
                new Outcome.Unknown(Problem.passing(
                        FaultCode.REJECTED, word + " " + unit + " ended with " + code + ": " + line(output)));
            case Program.Ended.TooLate(String sentence) ->
                new Outcome.Unknown(Problem.passing(FaultCode.TIMED_OUT, word + " " + unit + ": " + sentence));
            case Program.Ended.NotStarted(String sentence) ->
                new Outcome.Untouched(Problem.lasting(FaultCode.UNREACHABLE, word + " " + unit + ": " + sentence));
        };
    }

    private static Map<String, String> properties(String output) {
        Map<String, String> properties = new HashMap<>();
        output.lines().forEach(each -> {
            int cut = each.indexOf('=');
            if (cut > 0)
                properties.put(each.substring(0, cut), each.substring(cut + 1).strip());
        });
        return properties;
    }

    private static String line(String output) {
        return output.lines()
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse("it said nothing")
                .strip();
    }
}

package dev.leeward.steering.exec;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.program.ProgramEnd;
import dev.leeward.program.ProgramRun;
import dev.leeward.program.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Runs a command once, and judges how it ended. */
final class CommandRun {
    private final ExecTarget target;
    private final Verb verb;

    CommandRun(ExecTarget target, Verb verb) {
        this.target = target;
        this.verb = verb;
    }

    Reply run(byte[] request, Duration limit) {
        return switch (program().run(request, limit)) {
            case ProgramEnd.NotStarted(String why) ->
                new Reply.Silent(Problem.lasting(FaultCode.MISCONFIGURED, target + " " + why), true);
            case ProgramEnd.Killed(String why, Written errors) ->
                new Reply.Silent(Problem.passing(FaultCode.TIMED_OUT, sentence(why, errors)), false);
            case ProgramEnd.Exited exited -> judge(exited);
        };
    }

    private Reply judge(ProgramEnd.Exited exited) {
        Written errors = exited.errors();
        if (exited.overflowed()) {
            return silent(FaultCode.EXHAUSTED, "wrote more than %d bytes".formatted(ProgramRun.MAX_OUTPUT), errors);
        }
        return switch (exited.code()) {
            case 0 ->
                Wire.answer(exited.output().bytes())
                        .<Reply>map(Reply.Said::new)
                        .orElseGet(() -> silent(
                                FaultCode.GARBLED,
                                "did not answer with one JSON object of \"leeward-exec\": " + Wire.VERSION,
                                errors));
            case ProgramRun.TEMPORARY ->
                new Reply.Silent(
                        Problem.passing(FaultCode.UNAVAILABLE, sentence("failed for now (exit code 75)", errors)),
                        true);
            default -> silent(FaultCode.REJECTED, "failed with exit code " + exited.code(), errors);
        };
    }

    private Reply silent(FaultCode code, String what, Written errors) {
        return new Reply.Silent(Problem.lasting(code, sentence(what, errors)), false);
    }

    private String sentence(String what, Written errors) {
        String shown = errors.shown();
        return "%s %s %s%s".formatted(target.id(), verb.word(), what, shown.isEmpty() ? "" : ": " + shown);
    }

    private ProgramRun program() {
        var command = new ArrayList<>(target.command());
        command.add(verb.word());
        Map<String, String> environment = new HashMap<>();
        environment.put("LEEWARD_EXEC", "" + Wire.VERSION);
        environment.put("LEEWARD_VERB", verb.word());
        environment.put("LEEWARD_TARGET", target.id().value());
        environment.putAll(target.environment());
        return new ProgramRun(command, target.directory(), environment);
    }
}

package dev.leeward.measure.command;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.program.ProgramEnd;
import dev.leeward.program.ProgramRun;
import dev.leeward.program.Written;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has a measure taken by a program of the user's own, which is told in its environment what is wanted. It has to do nothing a
 * second time under the same {@code LEEWARD_OPERATION}, and to refuse a {@code LEEWARD_RANK} lower than one it has seen where
 * that matters.
 * Exit code 0: it holds, and the first line says what shows it. 75 (EX_TEMPFAIL): nothing was done, again later. Any other
 * code, a signal or the end of the time: nobody knows, but for a proof, which changes nothing.
 */
public final class CommandPerformer implements Performer {
    private final List<String> take;
    private final Optional<List<String>> takeBack;
    private final Path folder;

    /**
     * A performer by programs.
     *
     * @param folder in which they run
     */
    public CommandPerformer(List<String> take, Optional<List<String>> takeBack, Path folder) {
        this.take = List.copyOf(take);
        this.takeBack = takeBack.map(List::copyOf);
        this.folder = folder;
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        return takeBack.stream()
                .flatMap(List::stream)
                .limit(1)
                .filter(program -> isMissing(program))
                .findFirst()
                .or(() -> Optional.of(take.getFirst()).filter(this::isMissing))
                .map(program -> List.of(new Finding(
                        Finding.Severity.ERROR, FaultCode.MISCONFIGURED, program + " is no program that can be run")))
                .orElse(List.of());
    }

    /** A name without a slash is looked for along PATH when it is run. */
    private boolean isMissing(String program) {
        return program.contains("/") && !Files.isExecutable(folder.resolve(program));
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        boolean back = order.way() == MeasureOrder.Way.TAKE_BACK;
        var command = back ? takeBack : Optional.of(take);
        if (command.isEmpty()) {
            return new Outcome.Untouched(
                    Problem.lasting(FaultCode.MISCONFIGURED, order.measure() + " has no program that takes it back"));
        }
        var run = new ProgramRun(command.get(), folder, environment(order));
        return outcome(order, run.run(new byte[0], limit));
    }

    private static Outcome outcome(MeasureOrder order, ProgramEnd end) {
        return switch (end) {
            case ProgramEnd.NotStarted(String why) ->
                new Outcome.Untouched(Problem.lasting(FaultCode.MISCONFIGURED, order.measure() + " " + why));
            case ProgramEnd.Killed(String why, Written errors) ->
                unclear(order, Problem.passing(FaultCode.TIMED_OUT, sentence(order, why, errors)));
            case ProgramEnd.Exited exited -> exited(order, exited);
        };
    }

    private static Outcome exited(MeasureOrder order, ProgramEnd.Exited exited) {
        return switch (exited.code()) {
            case 0 -> new Outcome.Applied(evidence(exited));
            case ProgramRun.TEMPORARY ->
                new Outcome.Untouched(Problem.passing(
                        FaultCode.UNAVAILABLE, sentence(order, "failed for now (exit code 75)", exited.errors())));
            default ->
                unclear(
                        order,
                        Problem.passing(
                                FaultCode.REJECTED,
                                sentence(order, "failed with exit code " + exited.code(), exited.errors())));
        };
    }

    private static String evidence(ProgramEnd.Exited exited) {
        String said = exited.output().shown();
        return said.isEmpty() ? "exit code 0" : said;
    }

    /** Whoever only looks has changed nothing, whatever became of it. */
    private static Outcome unclear(MeasureOrder order, Problem problem) {
        return order.kind() == Measure.Kind.PROOF ? new Outcome.Untouched(problem) : new Outcome.Unknown(problem);
    }

    private static String sentence(MeasureOrder order, String what, Written errors) {
        String shown = errors.shown();
        return order.measure() + " " + what + (shown.isEmpty() ? "" : ": " + shown);
    }

    private static Map<String, String> environment(MeasureOrder order) {
        return Map.of(
                "LEEWARD_SERVICE", order.service().value(),
                "LEEWARD_MEASURE", order.measure().value(),
                "LEEWARD_WAY", order.way() == MeasureOrder.Way.TAKE ? "take" : "take-back",
                "LEEWARD_REGION", order.region().value(),
                "LEEWARD_FROM", order.from().value(),
                "LEEWARD_TO", order.to().value(),
                "LEEWARD_EPOCH", order.epoch().toString(),
                "LEEWARD_RANK", Long.toString(order.rank().number()),
                "LEEWARD_OPERATION", order.operation());
    }

    @Override
    public void close() {
        // Each run ends by itself.
    }
}

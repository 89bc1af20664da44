package dev.leeward.agents;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an operation came to, as it travels.
 *
 * @param issue of the order it answers
 * @param outcome applied, untouched or unknown
 * @param sentence evidence, or what was in the way
 * @param code of the problem, where there is one
 * @param retryable whether the same order may work later
 */
public record OutcomeNote(
        String operationId, String issue, String outcome, String sentence, Optional<String> code, boolean retryable) {
    private static final int LONGEST = 2_000;
    private static final int LONGEST_ISSUE = 60;

    public OutcomeNote {
        OrderNote.require(operationId);
        issue = Texts.plain(issue, LONGEST_ISSUE);
        sentence = Texts.plain(sentence, LONGEST);
        code = code.map(word -> Texts.plain(word, LONGEST_ISSUE));
    }

    /** {@code outcome} of the operation. */
    public static OutcomeNote of(String operationId, String issue, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(String evidence) ->
                new OutcomeNote(operationId, issue, "applied", evidence, Optional.empty(), false);
            case Outcome.Untouched(Problem problem) -> of(operationId, issue, "untouched", problem);
            case Outcome.Unknown(Problem problem) -> of(operationId, issue, "unknown", problem);
        };
    }

    private static OutcomeNote of(String operationId, String issue, String outcome, Problem problem) {
        return new OutcomeNote(
                operationId,
                issue,
                outcome,
                problem.sentence(),
                Optional.of(problem.code().name()),
                problem.retryable());
    }

    /** As a value; a word that this version does not know counts as unknown. */
    public Outcome value() {
        return switch (outcome) {
            case "applied" -> new Outcome.Applied(sentence);
            case "untouched" -> new Outcome.Untouched(problem());
            default -> new Outcome.Unknown(problem());
        };
    }

    private Problem problem() {
        var known = Arrays.stream(FaultCode.values())
                .filter(each -> code.filter(each.name()::equals).isPresent())
                .findFirst()
                .orElse(FaultCode.GARBLED);
        return new Problem(
                known, sentence.isBlank() ? "the agent did not say why" : sentence, retryable, Optional.empty());
    }
}

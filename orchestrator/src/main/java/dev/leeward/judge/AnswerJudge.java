package dev.leeward.judge;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Compares headers and body of an answer with what was expected. Takes a bounded time, however evil pattern or body. */
public final class AnswerJudge {

    /** What came out. */
    public sealed interface Opinion {
        /** Everything expected is there. */
        record AsExpected() implements Opinion {}

        /** Something is not. */
        record Otherwise(FailureKind kind, String detail) implements Opinion {}

        /** The expectation is at fault, not the answer. */
        record CannotTell(String why) implements Opinion {}
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 60;
    private static final Opinion FINE = new Opinion.AsExpected();

    private AnswerJudge() {}

    /** Judges headers first, then the body's text, then its JSON; the first that is not as expected counts. */
    public static Opinion judge(Check.Expectation expect, Answer answer, long end) {
        try {
            Opinion headers = headers(expect.headers(), answer, end);
            if (headers instanceof Opinion.Otherwise) return headers;
            String text = answer.text();
            var pattern = expect.bodyMatches();
            if (pattern.isPresent() && !BoundedMatch.finds(pattern.get(), text, end)) {
                return new Opinion.Otherwise(FailureKind.BAD_BODY, "no match for " + pattern.get());
            }
            return expect.json().isEmpty() ? FINE : json(expect.json(), answer);
        } catch (PatternSyntaxException e) {
            return new Opinion.CannotTell("not a regular expression: " + e.getDescription());
        } catch (BoundedMatch.TooSlow e) {
            return new Opinion.CannotTell(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new Opinion.CannotTell("not a JSON pointer: " + e.getMessage());
        }
    }

    private static Opinion headers(Map<String, String> wanted, Answer answer, long end) throws BoundedMatch.TooSlow {
        for (Map.Entry<String, String> header : wanted.entrySet()) {
            List<String> values = answer.headers().apply(header.getKey());
            boolean matches = false;
            for (String value : values) matches |= BoundedMatch.matches(header.getValue(), value, end);
            if (!matches) {
                String found = values.isEmpty() ? "missing" : quoted(String.join(", ", values));
                return new Opinion.Otherwise(FailureKind.BAD_HEADER, header.getKey() + ": " + found);
            }
        }
        return FINE;
    }

    private static Opinion json(Map<String, String> wanted, Answer answer) {
        JsonNode tree;
        try {
            tree = JSON.readTree(answer.body());
        } catch (JacksonException e) {
            String why = answer.cut() ? "longer than " + answer.body().length + " bytes" : e.getOriginalMessage();
            return new Opinion.Otherwise(FailureKind.BAD_BODY, "not JSON: " + why);
        }
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            JsonNode found = tree.at(JsonPointer.compile(entry.getKey()));
            if (!same(expected(entry.getValue()), found)) {
                String is = found.isMissingNode() ? "missing" : quoted(found.toString());
                return new Opinion.Otherwise(
                        FailureKind.BAD_BODY, entry.getKey() + " is " + is + ", expected " + entry.getValue());
            }
        }
        return FINE;
    }

    /** A value that is not JSON is taken for a string without its quotes, as people write it. */
    private static JsonNode expected(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return StringNode.valueOf(text);
        }
    }

    /** 1 and 1.0 are the same number. */
    private static boolean same(JsonNode expected, JsonNode found) {
        if (expected.isNumber() && found.isNumber()) {
            return expected.decimalValue().compareTo(found.decimalValue()) == 0;
        }
        return expected.equals(found);
    }

    /** Some text of the other side's, fit for a log line. */
    private static String quoted(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return "'" + cut.replaceAll("[^ -~]", "?") + "'";
    }
}

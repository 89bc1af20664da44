package dev.leeward.probe.wire;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Compares headers and body of an answer with what was expected. Takes a bounded time, however evil pattern or body. */
final class AnswerJudge {

    /** What came out. */
    sealed interface Opinion {
        record AsExpected() implements Opinion {}

        record Otherwise(FailureKind kind, String detail) implements Opinion {}

        /** The expectation is at fault, not the answer. */
        record CannotTell(String why) implements Opinion {}
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w.:-]+)");
    private static final Opinion FINE = new Opinion.AsExpected();

    private AnswerJudge() {}

    /** Judges headers first, then the body's text, then its JSON; the first that is not as expected counts. */
    static Opinion judge(Check.Expectation expect, AnswerHead head, byte[] body, boolean cut, long end) {
        try {
            Opinion headers = headers(expect.headers(), head, end);
            if (headers instanceof Opinion.Otherwise) return headers;
            String text = new String(body, charset(head));
            var pattern = expect.bodyMatches();
            if (pattern.isPresent() && !BoundedMatch.finds(pattern.get(), text, end)) {
                return new Opinion.Otherwise(FailureKind.BAD_BODY, "no match for " + pattern.get());
            }
            return expect.json().isEmpty() ? FINE : json(expect.json(), body, cut);
        } catch (PatternSyntaxException e) {
            return new Opinion.CannotTell("not a regular expression: " + e.getDescription());
        } catch (BoundedMatch.TooSlow e) {
            return new Opinion.CannotTell(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new Opinion.CannotTell("not a JSON pointer: " + e.getMessage());
        }
    }

    private static Opinion headers(Map<String, String> wanted, AnswerHead head, long end) throws BoundedMatch.TooSlow {
        for (Map.Entry<String, String> header : wanted.entrySet()) {
            List<String> values = head.all(header.getKey());
            boolean matches = false;
            for (String value : values) matches |= BoundedMatch.matches(header.getValue(), value, end);
            if (!matches) {
                String found = values.isEmpty() ? "missing" : Malformed.quoted(String.join(", ", values));
                return new Opinion.Otherwise(FailureKind.BAD_HEADER, header.getKey() + ": " + found);
            }
        }
        return FINE;
    }

    private static Opinion json(Map<String, String> wanted, byte[] body, boolean cut) {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (JacksonException e) {
            String why = cut ? "longer than " + Body.MOST + " bytes" : e.getOriginalMessage();
            return new Opinion.Otherwise(FailureKind.BAD_BODY, "not JSON: " + why);
        }
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            JsonNode found = tree.at(JsonPointer.compile(entry.getKey()));
            if (!same(expected(entry.getValue()), found)) {
                String is = found.isMissingNode() ? "missing" : Malformed.quoted(found.toString());
                return new Opinion.Otherwise(FailureKind.BAD_BODY, entry.getKey() + " is " + is);
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

    /** As the server says, UTF-8 where it says nothing or something unknown. */
    private static Charset charset(AnswerHead head) {
        var named = head.first("content-type").map(CHARSET::matcher).filter(matcher -> matcher.find());
        if (named.isEmpty()) return StandardCharsets.UTF_8;
        try {
            return Charset.forName(named.get().group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}

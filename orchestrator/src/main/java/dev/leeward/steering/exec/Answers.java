package dev.leeward.steering.exec;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Reading;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads answers. Keys that are not known are left alone, so that a command may say more to others. */
final class Answers {
    private static final int SHOWN = 1_000;

    private Answers() {}

    /** What every verb may answer instead: it did not work, and nothing was changed. */
    static Optional<Problem> problem(JsonNode answer) throws Garbled {
        return answer.has("problem") ? Optional.of(asProblem(answer.get("problem"))) : Optional.empty();
    }

    static Reading.Found reading(JsonNode answer) throws Garbled {
        JsonNode reading = required(answer, "reading");
        var values = new TreeMap<RecordType, SortedSet<String>>();
        for (Map.Entry<String, JsonNode> type : required(reading, "values").properties()) {
            values.put(constant(RecordType.class, type.getKey()), new TreeSet<>(strings(type.getValue())));
        }
        // A type without a value stands nowhere.
        values.values().removeIf(those -> those.isEmpty());
        Optional<Duration> ttl = reading.has("ttl-seconds")
                ? Optional.of(Duration.ofSeconds(number(reading, "ttl-seconds")))
                : Optional.empty();
        return new Reading.Found(values, ttl, new Epoch(number(reading, "epoch")));
    }

    static List<String> changes(JsonNode answer) throws Garbled {
        return strings(required(answer, "changes"));
    }

    /** {@code applied} with the evidence, or {@code unknown} with a problem. */
    static Outcome outcome(JsonNode answer) throws Garbled {
        if (answer.has("unknown")) return new Outcome.Unknown(asProblem(answer.get("unknown")));
        return new Outcome.Applied(text(answer, "applied"));
    }

    static Verification verification(JsonNode answer) throws Garbled {
        var witnesses = new ArrayList<Verification.Witness>();
        for (JsonNode witness : list(required(answer, "witnesses"))) {
            witnesses.add(new Verification.Witness(
                    text(witness, "server"),
                    constant(Verification.State.class, text(witness, "state")),
                    witness.has("detail") ? text(witness, "detail") : ""));
        }
        JsonNode proven = required(answer, "proven");
        if (!proven.isBoolean()) throw new Garbled("\"proven\" is neither true nor false");
        if (!proven.booleanValue()) return new Verification.NotYet(witnesses);
        if (witnesses.stream().noneMatch(w -> w.state() == Verification.State.CURRENT)) {
            throw new Garbled("it is proven, but no witness is current");
        }
        return new Verification.Proven(witnesses);
    }

    static List<Finding> findings(JsonNode answer) throws Garbled {
        var findings = new ArrayList<Finding>();
        for (JsonNode finding : list(required(answer, "findings"))) {
            findings.add(new Finding(
                    constant(Finding.Severity.class, text(finding, "severity")),
                    constant(FaultCode.class, text(finding, "code")),
                    text(finding, "sentence")));
        }
        return findings;
    }

    private static Problem asProblem(JsonNode problem) throws Garbled {
        boolean retryable = problem.path("retryable").asBoolean(false);
        Optional<Duration> after = problem.has("retry-after-seconds")
                ? Optional.of(Duration.ofSeconds(number(problem, "retry-after-seconds")))
                : Optional.empty();
        return new Problem(
                constant(FaultCode.class, text(problem, "code")), text(problem, "sentence"), retryable, after);
    }

    private static JsonNode required(JsonNode parent, String key) throws Garbled {
        JsonNode value = parent.path(key);
        if (value.isMissingNode() || value.isNull()) throw new Garbled("\"" + key + "\" is missing");
        return value;
    }

    private static String text(JsonNode parent, String key) throws Garbled {
        JsonNode value = required(parent, key);
        if (!value.isString() || value.stringValue().isBlank()) throw new Garbled("\"" + key + "\" is no text");
        String text = value.stringValue();
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    private static long number(JsonNode parent, String key) throws Garbled {
        JsonNode value = required(parent, key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new Garbled("\"" + key + "\" is no number of 0 or more");
        }
        return value.longValue();
    }

    private static List<JsonNode> list(JsonNode value) throws Garbled {
        if (!value.isArray()) throw new Garbled("a list is wanted, not " + value.getNodeType());
        return List.copyOf(value.values());
    }

    private static List<String> strings(JsonNode value) throws Garbled {
        var strings = new ArrayList<String>();
        for (JsonNode one : list(value)) {
            if (!one.isString() || one.stringValue().isBlank()) throw new Garbled("a text is wanted in the list");
            strings.add(one.stringValue());
        }
        return strings;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) throws Garbled {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw new Garbled("\"" + word + "\" is no " + type.getSimpleName());
        }
    }
}

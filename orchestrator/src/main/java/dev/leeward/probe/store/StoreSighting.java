package dev.leeward.probe.store;

import dev.leeward.dynamodb.Answer;
import dev.leeward.fault.Problem;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an answer says of the store. That this node may not ask, or has no key, is its own lack and no fault of the store: what
 * is down and what is only not allowed to be seen must not be confused.
 */
final class StoreSighting {
    private static final Pattern UNKNOWN_HOST = Pattern.compile("unknown host (\\S+)");

    private StoreSighting() {}

    static Sighting of(Answer<?> answer, PhaseTimings timings) {
        return switch (answer) {
            case Answer.Given<?> _ -> new Sighting.Healthy(timings, List.of());
            case Answer.Missing<?> missing -> missing(missing.problem(), timings);
        };
    }

    private static Sighting missing(Problem problem, PhaseTimings timings) {
        String said = problem.sentence();
        return switch (problem.code()) {
            case FORBIDDEN -> new Sighting.Inconclusive("denied: " + said, timings);
            case UNAUTHENTICATED -> new Sighting.Inconclusive("no valid credentials: " + said, timings);
            case THROTTLED -> new Sighting.Failing(FailureKind.THROTTLED, said, timings);
            case NOT_FOUND -> new Sighting.Failing(FailureKind.NOT_FOUND, said, timings);
            case TIMED_OUT -> new Sighting.Failing(FailureKind.TIMED_OUT, said, timings);
            case UNAVAILABLE -> new Sighting.Failing(FailureKind.UNAVAILABLE, said, timings);
            case UNREACHABLE -> unreachable(said, timings);
            default -> new Sighting.Failing(FailureKind.BAD_ANSWER, said, timings);
        };
    }

    /** The JDK tells these apart in words only. */
    private static Sighting unreachable(String said, PhaseTimings timings) {
        String words = said.toLowerCase(Locale.ROOT);
        if (words.contains("too many open files")) return new Sighting.Inconclusive(said, timings);
        var unknown = UNKNOWN_HOST.matcher(said);
        if (unknown.find() && NameLack.isOurs(unknown.group(1))) {
            return new Sighting.Inconclusive("this machine cannot look up names: " + said, timings);
        }
        return new Sighting.Failing(kind(words), said, timings);
    }

    private static FailureKind kind(String words) {
        if (words.contains("refused")) return FailureKind.REFUSED;
        if (words.contains("unknown host")) return FailureKind.UNRESOLVABLE;
        if (words.contains("reset") || words.contains("broke")) return FailureKind.RESET;
        return words.contains("certif") || words.contains("ssl") ? FailureKind.TLS : FailureKind.UNREACHABLE;
    }
}

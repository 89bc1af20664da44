package dev.leeward.api;

import dev.leeward.api.body.Names;
import dev.leeward.api.body.ProblemBody;
import dev.leeward.api.body.ProblemBody.Fault;
import dev.leeward.api.body.RuleBody;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.util.List;

/** Problems in the form of RFC 9457. */
final class Problems {
    static final String TYPE = "application/problem+json";

    private Problems() {}

    static ProblemBody body(int status, Problem problem, List<Fault> faults, List<RuleBody> rules) {
        var code = problem.code();
        return new ProblemBody(
                "urn:leeward:problem:" + Names.of(code),
                title(code),
                status,
                problem.sentence(),
                code.name(),
                faults,
                rules);
    }

    private static String title(FaultCode code) {
        return switch (code) {
            case UNREACHABLE -> "Unreachable";
            case TIMED_OUT -> "Timed out";
            case UNAUTHENTICATED -> "Not authenticated";
            case FORBIDDEN -> "Not allowed";
            case NOT_FOUND -> "Not found";
            case AMBIGUOUS -> "Ambiguous";
            case CONFLICT -> "Conflict";
            case FENCED -> "Superseded";
            case THROTTLED -> "Too many requests";
            case UNAVAILABLE -> "Not available now";
            case REJECTED -> "Refused as sent";
            case GARBLED -> "Not understood";
            case UNSAFE -> "Unsafe";
            case FOREIGN -> "Changed by somebody else";
            case MISCONFIGURED -> "Wrong configuration";
            case EXHAUSTED -> "Limit reached";
            case INTERNAL -> "Internal error";
        };
    }
}

package dev.leeward.linode;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an answer other than 2xx means. The errors of the API are {@code {"errors":[{"reason", "field"}]}}; its gateway speaks
 * HTML.
 */
final class Refusals {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int LONGEST_REASON = 200;

    private Refusals() {}

    static Answer<LinodeHttp.Reply> of(String what, Response response, Optional<JsonNode> body) {
        int status = response.code();
        String reason = reason(body).orElse(response.message());
        String sentence =
                "%s: Linode answered %d %s".formatted(what, status, reason).strip();
        return switch (status) {
            case 401 ->
                certain(Problem.lasting(
                        // A valid token without the scope gets 401 as well.
                        reason.contains("not authorized") ? FaultCode.FORBIDDEN : FaultCode.UNAUTHENTICATED, sentence));
            case 403 -> certain(Problem.lasting(FaultCode.FORBIDDEN, sentence));
            case 404 -> certain(Problem.lasting(FaultCode.NOT_FOUND, sentence));
            case 408 -> doubtful(Problem.passing(FaultCode.TIMED_OUT, sentence));
            case 429 -> certain(passing(FaultCode.THROTTLED, sentence, response));
            // Announced maintenance lasts longer than any failover should go on asking.
            case 503 ->
                response.header("X-Maintenance-Mode") != null
                        ? certain(Problem.lasting(FaultCode.UNAVAILABLE, sentence + " (maintenance)"))
                        : doubtful(passing(FaultCode.UNAVAILABLE, sentence, response));
            default -> {
                // "Linode busy.", and nginx in front of the API, say 400 where they mean 503; neither did anything.
                boolean busy = status == 400 && (reason.startsWith("Linode busy") || body.isEmpty());
                if (busy) yield certain(passing(FaultCode.UNAVAILABLE, sentence, response));
                // A gateway's 502 or 504 says nothing about what the API behind it did.
                if (status >= 500) yield doubtful(passing(FaultCode.UNAVAILABLE, sentence, response));
                yield certain(Problem.lasting(FaultCode.REJECTED, sentence));
            }
        };
    }

    private static Problem passing(FaultCode code, String sentence, Response response) {
        return retryAfter(response.header("Retry-After"))
                .map(wait -> Problem.passing(code, sentence, wait))
                .orElseGet(() -> Problem.passing(code, sentence));
    }

    /** Whole seconds, as Linode sends them; anything else is ignored. */
    private static Optional<Duration> retryAfter(@Nullable String header) {
        if (header == null || !header.matches("\\d{1,9}")) return Optional.empty();
        Duration wait = Duration.ofSeconds(Long.parseLong(header));
        return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private static Optional<String> reason(Optional<JsonNode> body) {
        return body.map(json -> json.path("errors").path(0))
                .filter(error -> error.path("reason").isString())
                .map(error -> {
                    String field = error.path("field").asString("");
                    String reason = error.path("reason").asString();
                    String whole = field.isEmpty() ? reason : "[" + field + "] " + reason;
                    return whole.substring(0, Math.min(LONGEST_REASON, whole.length()));
                });
    }

    private static Answer<LinodeHttp.Reply> certain(Problem problem) {
        return new Answer.Refused<>(problem);
    }

    private static Answer<LinodeHttp.Reply> doubtful(Problem problem) {
        return new Answer.Doubtful<>(problem);
    }
}

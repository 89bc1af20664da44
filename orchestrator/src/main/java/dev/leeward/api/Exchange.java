package dev.leeward.api;

import dev.leeward.api.body.ProblemBody.Fault;
import dev.leeward.api.body.RuleBody;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request and its answer. */
record Exchange(ServerRequest request, ServerResponse response, Caller caller) {
    static final int MAX_BODY = 64 * 1024;
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,2})s?");
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(10);

    /** The same by {@code known}. */
    Exchange by(Caller known) {
        return new Exchange(request, response, known);
    }

    /** The value of a path parameter. */
    String path(String name) {
        return request.path().pathParameters().get(name);
    }

    /** The caller's address. */
    String address() {
        return Gate.address(request.remotePeer().address());
    }

    /** The value of a query parameter. */
    Optional<String> query(String name) {
        return request.query().contains(name) ? Optional.of(request.query().get(name)) : Optional.empty();
    }

    /** How long the caller would wait for news; without a readable length nobody waits. */
    Duration patience() {
        return query("wait")
                .map(SECONDS::matcher)
                .filter(shape -> shape.matches())
                .map(shape -> Duration.ofSeconds(Long.parseLong(shape.group(1))))
                .orElse(Duration.ZERO);
    }

    /** The first value of a header. */
    Optional<String> header(HeaderName name) {
        return request.headers().first(name);
    }

    /** The body, at most {@link #MAX_BODY} bytes of it; empty when it is longer or takes too long. */
    Optional<byte[]> body() throws IOException {
        if (!request.content().hasEntity()) return Optional.of(new byte[0]);
        long start = System.nanoTime();
        var buffer = new byte[MAX_BODY + 1];
        int length = 0;
        try (InputStream in = request.content().inputStream()) {
            while (length <= MAX_BODY) {
                int read = in.read(buffer, length, buffer.length - length);
                if (read < 0) return Optional.of(Arrays.copyOf(buffer, length));
                length += read;
                if (System.nanoTime() - start > BODY_DEADLINE.toNanos()) return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Answers with {@code body} as JSON. */
    void json(int status, Object body) {
        send(status, "application/json", Json.MAPPER.writeValueAsBytes(body));
    }

    /** Answers with {@code text}. */
    void text(int status, String type, String text) {
        send(status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers that {@code problem} is in the way. */
    void problem(int status, Problem problem) {
        problem(status, problem, List.of(), List.of());
    }

    /** Answers that {@code problem} is in the way, with particulars. */
    void problem(int status, Problem problem, List<Fault> faults, List<RuleBody> rules) {
        problem.retryAfter()
                .ifPresent(wait -> response.header(HeaderNames.RETRY_AFTER, Long.toString(wait.toSeconds() + 1)));
        var body = Problems.body(status, problem, faults, rules);
        send(status, Problems.TYPE, Json.MAPPER.writeValueAsBytes(body));
    }

    /** Answers that there is no such thing. */
    void notFound(String sentence) {
        problem(404, Problem.lasting(FaultCode.NOT_FOUND, sentence));
    }

    private void send(int status, String type, byte[] body) {
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.send(body);
    }
}
